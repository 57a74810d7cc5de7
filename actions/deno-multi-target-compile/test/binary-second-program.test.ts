import { allBaseTargets, deno, makeBase } from '@suite/testkit/deno'
import { beforeAll, describe, expect, it } from 'vitest'
import { binaryOf, type Compiled, compile, problemOf, program, read } from './real-binaries.ts'

/** What the runtime for Intel macOS searches for, followed by the length of what it would start. */
const marker = Buffer.concat([
  Buffer.from('<~sui-data~>'),
  Buffer.from([0xef, 0xbe, 0xad, 0xde, 8, 0, 0, 0, 0, 0, 0, 0]),
])

describe.skipIf('missing' in deno)('a second program in a binary is never what is judged', () => {
  let all: Compiled

  beforeAll(async () => {
    all = await compile({ files: program, flags: ['--no-prompt', '-A'] })
  })

  it.each(allBaseTargets)('in an embedded file (%s)', async (target) => {
    const narrow = await compile({ files: program, flags: ['--no-prompt'], targets: [target] })
    const harmless = read(binaryOf(narrow, target)).container.data
    const { binaries } = await compile({
      files: { ...program, 'assets/copy.bin': harmless },
      flags: ['-A', '--include', 'assets'],
      targets: [target],
    })
    const { metadata, files } = read(binaries.get(target) ?? Buffer.alloc(0))
    expect(metadata.permissions).toMatchObject({ allow_run: [], prompt: true })
    expect(files.map(({ path }) => path)).toContain('assets/copy.bin')
  })

  it.each(allBaseTargets)('in the runtime (%s)', async (target) => {
    const other = 'd3n0l4nd\x02\0\0\0\0\0\0\0{}\0\0\0\0\0\0\0\0d3n0l4nd D\x003\0N\x000\0L\x004\0N\0D\0'
    const bases = new Map([[target, makeBase(target, { prints: other })]])
    const { binaries } = await compile({ files: program, flags: ['-A'], targets: [target], bases })
    expect(read(binaries.get(target) ?? Buffer.alloc(0)).metadata.permissions).toMatchObject({
      allow_run: [],
    })
  })

  it('in an embedded file that the runtime for Intel macOS would start instead', async () => {
    const target = 'x86_64-apple-darwin'
    const { binaries } = await compile({
      files: { ...program, 'assets/tool.bin': marker },
      flags: ['--no-prompt', '--include', 'assets'],
      targets: [target],
    })
    expect(problemOf(binaries.get(target) ?? marker)).toContain('holds the marker of deno more than once')
  })

  it('in a second note of a Linux binary', () => {
    const binary = binaryOf(all, 'x86_64-unknown-linux-gnu')
    const headers = Number(binary.readBigUInt64LE(32))
    const count = binary.readUInt16LE(56)
    // The first program header becomes a copy of the last one, which names the note.
    const twice = Buffer.from(binary)
    binary.copy(twice, headers, headers + 56 * (count - 1), headers + 56 * count)
    expect(problemOf(twice)).toContain('has 2 notes of deno')
  })

  it('in a note that the system does not put where it seems to be', () => {
    const binary = Buffer.from(binaryOf(all, 'x86_64-unknown-linux-gnu'))
    const note = Number(binary.readBigUInt64LE(32)) + 56 * (binary.readUInt16LE(56) - 1)
    binary.writeBigUInt64LE(binary.readBigUInt64LE(note + 16) - 8n, note + 16)
    expect(problemOf(binary)).toContain('not where the program headers put it in memory')
  })

  it('in a second segment of a macOS binary', () => {
    const binary = Buffer.from(binaryOf(all, 'aarch64-apple-darwin'))
    binary.write('__SUI\0', binary.indexOf('__PAGEZERO'), 'latin1')
    expect(problemOf(binary)).toContain('more than one segment of deno')
  })

  it('in a second resource of a Windows binary', () => {
    const binary = Buffer.from(binaryOf(all, 'x86_64-pc-windows-msvc'))
    const name = binary.indexOf(Buffer.from('D3N0L4ND', 'utf16le'))
    const table = name - 2 - 24
    // The table of languages counts one more than it holds: the row after it is read as a second one.
    binary.writeUInt16LE(2, table + 14)
    expect(problemOf(binary)).not.toBe('it was read')
  })

  it('in bytes after a Windows binary, which its runtime falls back to', () => {
    const binary = Buffer.concat([binaryOf(all, 'x86_64-pc-windows-msvc'), Buffer.from('d3n0l4nd')])
    expect(problemOf(binary)).toContain('holds the magic of a program after the program')
  })

  it.each(allBaseTargets.filter((target) => !target.includes('windows')))(
    'in bytes after a binary (%s)',
    (target) => {
      expect(problemOf(Buffer.concat([binaryOf(all, target), Buffer.from('x')]))).not.toBe('it was read')
    },
  )
})
