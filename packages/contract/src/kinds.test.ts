import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address, choice, duration, flag, integer, type Kind, parseAs, percent, secretText } from './kinds.ts'

const values = <Value>(kind: Kind<Value>, texts: readonly string[]) =>
  texts.map((text) => {
    const parsed = parseAs(kind, text)
    return 'value' in parsed ? parsed.value : undefined
  })

const refuses = (kind: Kind<unknown>, texts: readonly string[]) =>
  expect(texts.filter((text) => 'value' in parseAs(kind, text))).toEqual([])

describe('a duration', () => {
  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1.5s', 1_500],
    ['0.001', 1],
    ['24d', 2_073_600_000],
  ])('reads %s as the milliseconds that its writer meant', (text, milliseconds) => {
    expect(parseAs(duration, text)).toEqual({ value: milliseconds })
  })

  it('refuses what is no duration, so that no run waits for zero or for ever', () => {
    refuses(duration, ['', '0', '0s', '-1', '5 m', '5M', '5ms', '1e3', 'Infinity', '1.2345s', '٣', '90s\n'])
  })

  it('refuses what a timer cannot hold, so that a long deadline does not pass at once', () => {
    refuses(duration, ['25d', '2147484', '999999999d'])
  })

  it('comes back from every unit in which it is written', () => {
    const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
    const written = fc.record({
      count: fc.integer({ min: 1, max: 24 }),
      unit: fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
    })
    fc.assert(
      fc.property(written, ({ count, unit }) => {
        expect(parseAs(duration, `${count}${unit}`)).toEqual({ value: count * units[unit] })
      }),
    )
  })
})

describe('a percentage', () => {
  it('reads what people write, with the sign or without', () => {
    expect(values(percent, ['0', '85', '85%', '85 %', '99.5%', '100', '33.333'])).toEqual([
      0, 85, 85, 85, 99.5, 100, 33.333,
    ])
  })

  it('refuses what is none, so that a threshold is never another number than it looks like', () => {
    refuses(percent, ['', '101', '100.1', '-1', '0,85', '1e2', '.5', '85%%', '33.3333', 'NaN', '85 per cent'])
  })

  it('comes back from its text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('', '%', ' %'),
        (thousandths, sign) => {
          const text = (thousandths / 1_000).toString()
          expect(parseAs(percent, `${text}${sign}`)).toEqual({ value: thousandths / 1_000 })
        },
      ),
    )
  })
})

describe('a flag', () => {
  it('takes the booleans of YAML 1.2, as the toolkit does', () => {
    expect(values(flag, ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('refuses the booleans of older YAML rather than guess', () => {
    refuses(flag, ['yes', 'no', 'on', 'off', '1', '0', 'tRUE', '', 'true\n'])
  })
})

describe('an integer', () => {
  it('holds a number to its range', () => {
    expect(values(integer({ min: 1, max: 3 }), ['0', '1', '3', '4'])).toEqual([undefined, 1, 3, undefined])
  })

  it('refuses what only looks like a whole number', () => {
    refuses(integer(), ['', '-1', '+1', '1.0', '1e3', '0x10', '1_000', ' 1', '9007199254740993'])
  })
})

describe('a choice', () => {
  it('says what may be chosen', () => {
    expect(parseAs(choice(['pass', 'fail']), 'Pass')).toEqual({ problem: 'must be one of pass, fail' })
  })
})

describe('a secret', () => {
  it('is taken as it is', () => {
    expect(parseAs(secretText, 'a b|c`')).toEqual({ value: 'a b|c`' })
  })

  it('with padding is refused, so that a token is not silently another one', () => {
    refuses(secretText, [' token', 'token ', 'token\n', '\ttoken', 'two\nlines', 'two\rlines'])
  })
})

describe('an address', () => {
  it('takes https anywhere, and plain http on loopback alone', () => {
    const texts = [
      'https://api.example.com/base',
      'http://127.0.0.1:8080',
      'http://[::1]:1',
      'http://localhost',
    ]
    expect(values(address, texts).map(String)).toEqual([
      'https://api.example.com/base',
      'http://127.0.0.1:8080/',
      'http://[::1]:1/',
      'http://localhost/',
    ])
  })

  it.each([
    ['http://example.com', 'https'],
    ['http://127.0.0.1.example.com', 'https'],
    ['https://user@example.com', 'user name'],
    ['https://user:pass@example.com', 'user name'],
    ['https://@example.com', 'user name'],
    ['https://example.com/?token=x', 'query'],
    ['https://example.com/?', 'query'],
    ['https://example.com/#x', 'fragment'],
    ['ftp://example.com', 'absolute'],
    ['example.com', 'absolute'],
    ['//example.com', 'absolute'],
    ['https:example.com', 'absolute'],
    ['https:\\\\example.com', 'absolute'],
    ['https://exam\nple.com', 'absolute'],
    ['https://exam ple.com', 'absolute'],
    ['https://example.com:99999', 'absolute'],
    ['', 'absolute'],
  ])('refuses %j, so that a token goes nowhere else than it says', (text, word) => {
    expect(parseAs(address, text)).toEqual({ problem: expect.stringContaining(word) })
  })
})
