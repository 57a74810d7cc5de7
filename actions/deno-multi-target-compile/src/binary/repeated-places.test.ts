import { padTo, u16, u32, u64 } from '@suite/testkit/deno'
import { expect, it } from 'vitest'
import { inspect } from './inspect.ts'

const again = (format: string) => ({
  what: expect.stringMatching(`${format}.* the same bytes again and again`),
})

/** Returns an ELF file with these program headers, and bytes after them. */
function elfOf(segments: readonly (readonly [type: number, at: number, size: number])[], content: Buffer) {
  const start = Buffer.concat([
    padTo(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), 16),
    u16(2, 62),
    u32(1),
    u64(0, 64, 0),
    u32(0),
    u16(64, 56, segments.length, 64, 0, 0),
  ])
  const headers = segments.map(([type, at, size]) =>
    Buffer.concat([u32(type, 4), u64(at, at, at, size, size, 4)]),
  )
  return Buffer.concat([start, ...headers, content])
}

it('a binary for Linux whose 3,000 tables of notes are one is refused after it was read a few times', () => {
  const [count, notes] = [3_000, 5_000]
  const at = 64 + 56 * count
  const content = Buffer.alloc(12 * notes)
  const segments = Array.from({ length: count }, () => [4, at, content.length] as const)
  expect(inspect(elfOf(segments, content))).toEqual(again('a segment of notes in the ELF file'))
})

it('a binary for Linux whose libraries need one list of versions each is refused likewise', () => {
  const note = Buffer.concat([
    u32(4, 12, 0x5355_4901),
    Buffer.from('SUI\0'),
    u16(8),
    Buffer.from('d3n0l4nd\0\0'),
  ])
  const libraries = 2_000
  const parts = 64 + 56 * 3
  const [dynamic, needs] = [parts + note.length, parts + note.length + 80]
  const entries = [
    [5, needs],
    [10, 16],
    [0x6fff_fffe, needs],
    [0x6fff_ffff, libraries],
    [0, 0],
  ]
  const table = Array.from({ length: libraries }, () =>
    // The number of its versions, where the first of them is, and where the next library is.
    Buffer.concat([u16(1, 0xffff), u32(0, 0, 16)]),
  )
  const content = Buffer.concat([note, ...entries.map((entry) => u64(...entry)), ...table, Buffer.alloc(64)])
  const segments = [
    [4, parts, note.length],
    [2, dynamic, 80],
    [1, 0, parts + content.length],
  ] as const
  expect(inspect(elfOf(segments, content))).toEqual(again('the ELF file'))
})

it('a binary for Windows whose 3,000 resources have one long name is refused likewise', () => {
  const [count, header, section] = [3_000, 0x80, 0x400]
  const rows = 16 + 8 * count
  const resources = Buffer.concat([
    u32(0, 0, 0),
    u16(count, 0),
    ...Array.from({ length: count }, () => u32(2 ** 31 + rows, 2 ** 31)),
    u16(0xffff),
    Buffer.alloc(2 * 0xffff, 'a'),
  ])
  const optional = Buffer.concat([
    padTo(u16(0x20b), 108),
    u32(16),
    u32(0, 0, 0, 0, 0x1000, resources.length),
    Buffer.alloc(13 * 8),
  ])
  const file = Buffer.concat([
    padTo(
      Buffer.concat([
        padTo(Buffer.concat([padTo(Buffer.from('MZ'), 0x3c), u32(header)]), header),
        Buffer.from('PE\0\0'),
        u16(0x8664, 1),
        u32(0, 0, 0),
        u16(optional.length, 0x22),
        optional,
        padTo(Buffer.from('.rsrc'), 8),
        u32(resources.length, 0x1000, resources.length, section, 0, 0, 0, 0),
      ]),
      section,
    ),
    resources,
  ])
  expect(inspect(file)).toEqual(again('the PE file'))
})

it('a binary for macOS with 150,000 segments is refused, and does not end the reader', () => {
  const segment = padTo(u32(0x19, 72), 72)
  const commands = Buffer.concat(Array.from({ length: 150_000 }, () => segment))
  const header = u32(0xfeedfacf, 0x0100_000c, 0, 2, 150_000, commands.length, 0, 0)
  expect(inspect(Buffer.concat([header, commands]))).toEqual({
    what: expect.stringContaining('describe 0 of its'),
  })
})
