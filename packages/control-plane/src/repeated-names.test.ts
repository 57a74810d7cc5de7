import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasRepeatedName } from './repeated-names.ts'

it.each([
  '{"a":1,"a":1}',
  '{"a":1, "b":{}, "\\u0061" : 2}',
  '[[{"x":[{"":1,"":2}]}]]',
  '{"a":{"b":1},"a":{"b":1}}',
  '{"__proto__":1,"__proto__":2}',
])('a name that stands twice in one object is found: %s', (text) => {
  expect(hasRepeatedName(text)).toBe(true)
})

it.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
  '["a","a"]',
  '{"a":"a","b":"\\"a\\":1,\\"a\\":2"}',
  '7',
])('and no other: %s', (text) => {
  expect(hasRepeatedName(text)).toBe(false)
})

it('what is written from a value has no name twice, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t'), (value, indent) => {
      expect(hasRepeatedName(JSON.stringify(value, null, indent))).toBe(false)
    }),
  )
})

it('a long text that was made to be slow is not', () => {
  for (const piece of ['\\"', '\\\\', '{', ' ', 'x', '\\"\\":']) {
    const text = `{"a":"${piece.repeat(1_000_000 / piece.length)}","b":"","b":1}`
    const before = process.cpuUsage()
    expect(hasRepeatedName(text)).toBe(true)
    // Quadratic time would be minutes.
    expect(process.cpuUsage(before).user).toBeLessThan(20e6)
  }
})
