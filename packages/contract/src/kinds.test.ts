import { describe, expect, it } from 'vitest'
import { address, choice, duration, flag, integer, type Kind, parseAs, percent, secretText } from './kinds.ts'

const values = <Value>(kind: Kind<Value>, texts: readonly string[]) =>
  texts.map((text) => {
    const parsed = parseAs(kind, text)
    return 'value' in parsed ? parsed.value : undefined
  })

const refuses = (kind: Kind<unknown>, texts: readonly string[]) =>
  expect(texts.filter((text) => 'value' in parseAs(kind, text))).toEqual([])

describe('a time to wait', () => {
  it('is a duration in milliseconds', () => {
    expect(values(duration, ['90', '500ms', '1.5m', '24d'])).toEqual([90_000, 500, 90_000, 2_073_600_000])
  })

  it('is more than zero and finite, so that no run waits for zero or for ever', () => {
    refuses(duration, ['', '0', '0ms', 'Infinity', 'soon'])
  })

  it('fits into a timer, so that a long deadline does not expire at once', () => {
    refuses(duration, ['25d', '2147484', '2073600001ms', '999999999d'])
  })
})

describe('a threshold', () => {
  it('is a percentage', () => {
    expect(values(percent, ['0', '85 %', '99.5%'])).toEqual([0, 85, 99.5])
    refuses(percent, ['', '101', '85 per cent'])
  })
})

describe('a flag', () => {
  it('accepts the booleans of YAML 1.2, as the toolkit does', () => {
    expect(values(flag, ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('refuses the booleans of older YAML instead of guessing', () => {
    refuses(flag, ['yes', 'no', 'on', 'off', '1', '0', 'tRUE', '', 'true\n'])
  })
})

describe('an integer', () => {
  it('has to be in its range', () => {
    expect(values(integer({ min: 1, max: 3 }), ['0', '1', '3', '4'])).toEqual([undefined, 1, 3, undefined])
  })

  it('refuses a text that only looks like a whole number', () => {
    refuses(integer(), ['', '-1', '+1', '1.0', '1e3', '0x10', '1_000', ' 1', '9007199254740993'])
  })
})

describe('a choice', () => {
  it('names the valid values in its message', () => {
    expect(parseAs(choice(['pass', 'fail']), 'Pass')).toEqual({ problem: 'must be one of pass, fail' })
  })
})

describe('a secret', () => {
  it('keeps its text unchanged', () => {
    expect(parseAs(secretText, 'a b|c`')).toEqual({ value: 'a b|c`' })
  })

  it('with padding is refused, so that a token is not silently changed', () => {
    refuses(secretText, [' token', 'token ', 'token\n', '\ttoken', 'two\nlines', 'two\rlines'])
  })
})

describe('an address', () => {
  it('may use https with any host, and plain http on loopback only', () => {
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
  ])('refuses %j, so that a token goes only to the host that it shows', (text, word) => {
    expect(parseAs(address, text)).toEqual({ problem: expect.stringContaining(word) })
  })
})
