import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repeatedMember } from './repeated-member.ts'

it.each([
  ['{"ai_bound":false,"ai_bound":true}', 'ai_bound'],
  ['{"keys":[{"kid":"a","kid":"b"}]}', 'kid'],
  ['{"a":{"b":1},"c":[{"d":2}],"a":3}', 'a'],
  [String.raw`{"a":1,"\u0061":2}`, 'a'],
  ['{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}', undefined],
  [String.raw`{"a":"{\"a\":1,\"a\":2}","b":"\\\\"}`, undefined],
  ['[["a","a"],"a"]', undefined],
])('what one reader takes and another does not is found: %s', (text, name) => {
  expect(repeatedMember(text)).toBe(name)
})

it('finds nothing in what was written from one value', () => {
  fc.assert(fc.property(fc.json(), (text) => repeatedMember(text) === undefined))
})
