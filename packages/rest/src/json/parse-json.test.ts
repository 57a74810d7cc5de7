import { expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'

it.each([
  ['{"a":1}', { a: 1 }],
  ['null', null],
  ['7', 7],
])('reads %s, as text and as bytes', (text, value) => {
  expect(parseJson(text)).toEqual(value)
  expect(parseJson(Buffer.from(text))).toEqual(value)
})

it('returns no value for text that is not JSON, nor for bytes that are not UTF-8', () => {
  for (const text of ['', '{', 'a', '{"a":1}x']) expect(parseJson(text)).toBeUndefined()
  expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined()
  expect(parseJson(Buffer.alloc(0))).toBeUndefined()
})
