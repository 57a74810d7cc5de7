import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repeatedMember } from './repeated-member.ts'

it.each([
  ['{"ai_bound":false,"ai_bound":true}', 'ai_bound'],
  ['{"keys":[{"kid":"a","kid":"b"}]}', 'kid'],
  ['{"a":{"b":1},"c":[{"d":2}],"a":3}', 'a'],
  [String.raw`{"a":1,"\u0061":2}`, 'a'],
  [String.raw`{"a":1, "b":{}, "\u0061" : 2}`, 'a'],
  ['[[{"x":[{"":1,"":2}]}]]', ''],
  ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}', undefined],
  [String.raw`{"a":"{\"a\":1,\"a\":2}","b":"\\\\"}`, undefined],
  [String.raw`{"a":"a","b":"\"a\":1,\"a\":2"}`, undefined],
  ['[["a","a"],"a"]', undefined],
  ['7', undefined],
])('a name that occurs twice is found, because readers differ in the value they take: %s', (text, name) => {
  expect(repeatedMember(text)).toBe(name)
})

it('a text that JSON.stringify wrote has no repeated name, with any indentation', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t'), (value, indent) => {
      expect(repeatedMember(JSON.stringify(value, null, indent))).toBeUndefined()
    }),
  )
})

it('a long hostile text takes linear time', () => {
  for (const piece of ['\\"', '\\\\', '{', ' ', 'x', '\\"\\":']) {
    const text = `{"a":"${piece.repeat(1_000_000 / piece.length)}","b":"","b":1}`
    const before = process.cpuUsage()
    expect(repeatedMember(text)).toBe('b')
    // Quadratic time would be minutes.
    expect(process.cpuUsage(before).user).toBeLessThan(20e6)
  }
})
