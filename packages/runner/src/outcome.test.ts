import { expect, it } from 'vitest'
import { outputText } from './outcome.ts'

it.each([
  ['text', 'text'],
  ['', ''],
  [0, '0'],
  [false, 'false'],
  [['a', { b: 1 }], '["a",{"b":1}]'],
  [{ a: null }, '{"a":null}'],
])('an output of %j is the text %s, so that fromJSON() reads it back', (value, text) => {
  expect(outputText(value)).toBe(text)
})
