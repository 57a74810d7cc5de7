import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalize, type Json } from './canonicalize.ts'
import { digestOf } from './digest.ts'

describe('numbers are written as RFC 8785 appendix B lists them', () => {
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('%s is %s', (bits, written) => {
    expect(canonicalize(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written)
  })

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('%s is refused', (bits) => {
    expect(() => canonicalize(Buffer.from(bits, 'hex').readDoubleBE())).toThrow(TypeError)
  })
})

test('the example of RFC 8785 §3.2.2 gives the bytes of §3.2.4', () => {
  const input = `{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`
  expect(canonicalize(JSON.parse(input))).toBe(
    `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
  )
})

test('members are sorted by UTF-16 code units, as in RFC 8785 §3.2.3', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  expect(Object.values(JSON.parse(canonicalize(value)))).toEqual([
    // An integer-like name comes first in every JavaScript object; the text itself is checked below.
    'One',
    'Carriage Return',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
  expect(canonicalize(value)).toMatch(/^\{"\\r":"Carriage Return","1":"One",/)
})

describe('a value that JSON cannot represent is refused, with its place', () => {
  const circle: unknown[] = []
  circle.push(circle)
  it.each([
    ['$.a[1]', { a: [1, Number.NaN] }],
    ['$.a', { a: undefined }],
    ['$[0]', Object.assign([], { 1: 'after a hole' })],
    ['$.when', { when: new Date(0) }],
    ['$', new Map()],
    ['$', 1n],
    ['$', () => 1],
    ['$.a', { a: 'x\ud800' }],
    ['$.\udc00', { '\udc00': 1 }],
    ['within itself', circle],
  ])('%s', (place, value) => {
    expect(() => canonicalize(value as Json)).toThrow(TypeError)
    expect(() => canonicalize(value as Json)).toThrow(place)
  })
})

describe('for any JSON value', () => {
  // Zero has one form in JSON, so a negative one comes back positive.
  const json = fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

  test('no data is lost', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalize(value))).toEqual(value)
      }),
    )
  })

  test('canonicalizing twice changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const once = canonicalize(value)
        expect(canonicalize(JSON.parse(once))).toBe(once)
      }),
    )
  })

  test('the order in which members were set does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse())
        expect(canonicalize(reversed)).toBe(canonicalize(members))
      }),
    )
  })
})

test('the digest covers UTF-8 bytes, so that any other tool computes the same one', () => {
  // printf '{"a":"€"}' | sha256sum
  expect(digestOf({ a: '€' })).toBe('sha256:db8566e7dc218a6795f689fe26667214b263a2443d9966d00742cbd38019c33e')
})
