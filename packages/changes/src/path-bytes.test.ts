import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePath, encodePath } from './path-bytes.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)
const text = (path: string) => new TextEncoder().encode(path)

/** Names that mix text with the bytes at which encodings go wrong. */
const names = array(
  oneof(
    uint8Array({ maxLength: 6 }),
    string({ unit: 'binary', maxLength: 3 }).map(text),
    constantFrom(bytes(0xed, 0xb2, 0x80), bytes(0xf0, 0x9f), bytes(0xc0, 0xaf), bytes(0xef, 0xbb, 0xbf)),
  ),
  { maxLength: 6 },
).map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))

describe('a name of a file is kept byte by byte', () => {
  test('for any bytes', () => {
    assert(
      property(names, (name) => {
        expect(encodePath(decodePath(name))).toEqual(name)
      }),
    )
  })

  test('so that two files with different names are never taken for one', () => {
    assert(
      property(names, names, (one, other) => {
        expect(decodePath(one) === decodePath(other)).toBe(Buffer.compare(one, other) === 0)
      }),
    )
  })

  test('and a name in UTF-8 is the text that people read', () => {
    assert(
      property(string({ unit: 'binary' }), (path) => {
        expect(decodePath(text(path))).toBe(path)
        expect(encodePath(path)).toEqual(text(path))
      }),
    )
  })

  test.each([
    ['Latin-1', bytes(0x63, 0x61, 0x66, 0xe9), 'caf\udce9'],
    ['a real replacement character', text('caf\ufffd'), 'caf\ufffd'],
    ['a byte-order mark at its beginning', text('\ufeffa'), '\ufeffa'],
    ['an encoded surrogate', bytes(0xed, 0xb3, 0xa9), '\udced\udcb3\udca9'],
    ['an overlong slash', bytes(0xc0, 0xaf), '\udcc0\udcaf'],
    ['a character that ends too early', bytes(0xf0, 0x9f, 0x98, 0x2f), '\udcf0\udc9f\udc98/'],
    ['what is above the last character', bytes(0xf4, 0x90, 0x80, 0x80), '\udcf4\udc90\udc80\udc80'],
  ])('%s', (_, name, path) => {
    expect(decodePath(name)).toBe(path)
    expect(encodePath(path)).toEqual(name)
  })
})
