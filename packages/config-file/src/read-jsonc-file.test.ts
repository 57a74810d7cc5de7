import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseJsonc, readJsoncFile } from './jsonc.ts'

const anything = z.unknown()
const read = (text: string) => readJsoncFile({ path: 'deno.json', text }, anything).value
const refusal = (text: string, schema: z.core.$ZodType = anything) => {
  try {
    return `accepted ${JSON.stringify(readJsoncFile({ path: 'deno.json', text }, schema).value)}`
  } catch (error) {
    return (error as Error).message
  }
}

describe('reading JSON with comments', () => {
  it('reads comments, trailing commas and Windows line ends as deno does', () => {
    expect(read('// a\r\n{ /* b */ "version": "1.0.0", "x": [1, 2,], }\r\n')).toEqual({
      version: '1.0.0',
      x: [1, 2],
    })
  })

  it('reads a text of comments alone as no value', () => {
    expect(read('')).toBe(undefined)
    expect(read(' // nothing\n')).toBe(undefined)
    expect(read('null')).toBe(null)
  })

  it('refuses a key that is there twice, also if it is written differently, because programs disagree about it', () => {
    expect(refusal('{ "version": "1",\n  "\\u0076ersion": "2" }')).toBe(
      'deno.json:2:3: the key "version" is there twice',
    )
    expect(refusal('{ "a": { "b": 1, "b": 2 } }')).toContain('deno.json:1:18: the key "b" is there twice')
  })

  it.each([
    ['a byte-order mark', '\uFEFF{}', 'deno.json:1:1: begins with a byte-order mark'],
    ['keys without quotes', '{ version: "1" }', 'deno.json:1:3: '],
    ['single quotes', "{ 'version': '1' }", 'deno.json:1:3: '],
    ['a missing comma', '{ "a": 1\n "b": 2 }', 'deno.json:2:2: comma expected'],
    ['a second value', '{} {}', 'deno.json:1:4: end of file expected'],
    ['a number that is none', '{ "a": 0x10 }', 'deno.json:1:'],
    ['an open object', '{ "a": 1', 'close brace expected'],
    ['an open comment', '{} /*', 'unexpected end of comment'],
    ['a line break in a text', '{ "a": "b\nc" }', 'deno.json:1:'],
  ])('names the place of %s', (_, text, message) => {
    expect(refusal(text)).toContain(message)
  })

  it('names the place of a value that the schema refuses', () => {
    expect(refusal('{\n  "version": 1\n}', z.object({ version: z.string() }))).toBe(
      'deno.json:2:14: "version": expected text, found 1 (put it in quotes)',
    )
  })

  it('survives any depth, so that a hostile file cannot end the process', () => {
    expect(refusal('['.repeat(500_000))).toContain('nested more than 100 levels deep')
    expect(refusal('{"a":'.repeat(200_000))).toContain('nested more than 100 levels deep')
    expect(refusal('[//\n'.repeat(3_000_000))).toContain('larger than')
  })

  it.each(['{ "__proto__": { "version": "1" } }', '{"a":[{\n"\\u005f_proto__":1}]}'])(
    'refuses a key named __proto__, which a schema would leave out without a word: %s',
    (text) => expect(refusal(text)).toMatch(/^deno\.json:\d:\d: __proto__ cannot be a key$/),
  )

  it('reads every JSON text as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(parseJsonc(text)).toMatchObject({ problems: [] })
        expect(parseJsonc(text).value).toEqual(JSON.parse(text))
      }),
    )
  })
})
