import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readConfigFile } from './read-config-file.ts'
import { readJsoncFile } from './read-jsonc-file.ts'

it.each([
  ['a value', '{ "a": "\\ud800" }'],
  ['a key', '{ "\\udfffx": 1 }'],
  ['an item of a list', '{ "a": ["b", "\\udc00\\ud83d"] }'],
])('%s that is no text is refused at its line, because nothing can be equal to it', (_, text) => {
  for (const read of [readConfigFile, readJsoncFile])
    expect(() => read({ path: 'a.json', text }, z.unknown())).toThrow(
      /^a\.json:1:\d+: has half of a surrogate pair/,
    )
})

it('both halves of a pair are read as the character that they are', () => {
  const source = { path: 'a.json', text: '{ "a": "\\ud83d\\ude00" }' }
  expect(readConfigFile(source, z.unknown()).value).toEqual({ a: '😀' })
  expect(readJsoncFile(source, z.unknown()).value).toEqual({ a: '😀' })
})
