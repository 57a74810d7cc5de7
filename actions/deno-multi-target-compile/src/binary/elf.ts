import { type Bytes, bytesOf, endOf } from './bytes.ts'
import type { Container } from './container.ts'
import { minimumGlibc } from './elf-glibc.ts'
import { type Note, notesOf } from './elf-notes.ts'
import { type Segment, segmentTypes } from './elf-segment.ts'
import { Malformed } from './problem.ts'

const page = 0x1000

/** Reads a binary of Linux. Deno's data is a note in memory, which the runtime finds by the program headers. */
export function readElf(file: Uint8Array): Container {
  const bytes = bytesOf(file, 'the ELF file')
  if (bytes.u8(4) !== 2 || bytes.u8(5) !== 1)
    throw new Malformed('the ELF file is not of the 64-bit little-endian kind')
  const segments = segmentsOf(bytes)
  const data = dataOf(bytes, segments)
  checkEnd(bytes, segments)
  return {
    format: 'elf',
    machine: machineName(bytes.u16(18)),
    glibc: minimumGlibc(bytes, segments),
    isSigned: false,
    data,
  }
}

function machineName(machine: number): string {
  if (machine === 62) return 'x86_64'
  return machine === 183 ? 'aarch64' : `ELF machine ${machine}`
}

function segmentsOf(bytes: Bytes): readonly Segment[] {
  const [table, size, count] = [bytes.u64(32), bytes.u16(54), bytes.u16(56)]
  if (size !== 56) throw new Malformed(`the ELF file has program headers of ${size} bytes instead of 56`)
  if (count === 0 || count === 0xffff) throw new Malformed('the ELF file has no table of program headers')
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * size
    const segment = {
      type: bytes.u32(at),
      offset: bytes.u64(at + 8),
      address: bytes.u64(at + 16),
      fileSize: bytes.u64(at + 32),
      memorySize: bytes.u64(at + 40),
      alignment: bytes.u64(at + 48),
    }
    bytes.check(segment.offset, segment.fileSize)
    return segment
  })
}

/** Returns the data of the only note that holds a program. */
function dataOf(bytes: Bytes, segments: readonly Segment[]): Uint8Array {
  const found = segments
    .filter(({ type }) => type === segmentTypes.note)
    .flatMap((segment) => notesOf(bytes, segment).map((note) => ({ note, segment })))
    .filter(({ note }) => note.owner === 'SUI')
  const [first, ...others] = found
  if (first === undefined) throw new Malformed('the ELF file holds no program: it has no note of deno')
  if (others.length > 0)
    throw new Malformed(
      `the ELF file has ${found.length} notes of deno, so it is open which of them is the program`,
    )
  checkMapping(first.segment, segments)
  return programOf(first.note)
}

/** The kind of note that holds a named section. */
const sectionNote = 0x5355_4901

function programOf({ type, description }: Note): Uint8Array {
  const name = bytesOf(description, 'the note of deno')
  const length = name.u16(0)
  const text = Buffer.from(name.range(2, length)).toString('latin1')
  if (type !== sectionNote || text !== 'd3n0l4nd')
    throw new Malformed('the ELF file has a note of deno, but it holds no program')
  return description.subarray(2 + length)
}

/** Checks that the runtime, which reads memory, sees the very bytes that are read here from the file. */
function checkMapping(note: Segment, segments: readonly Segment[]): void {
  const end = note.address + note.memorySize
  const covering = segments.filter(
    ({ type, address, memorySize }) =>
      type === segmentTypes.load &&
      Math.floor(address / page) * page < end &&
      note.address < Math.ceil((address + memorySize) / page) * page,
  )
  const [load, ...others] = covering
  const isThere =
    load !== undefined &&
    others.length === 0 &&
    note.fileSize === note.memorySize &&
    load.address <= note.address &&
    end <= load.address + load.fileSize &&
    load.offset + (note.address - load.address) === note.offset
  if (!isThere) throw new Malformed('the note of deno is not where the program headers put it in memory')
}

/** Checks that nothing comes after what the headers describe. */
function checkEnd(bytes: Bytes, segments: readonly Segment[]): void {
  const [table, size, count] = [bytes.u64(40), bytes.u16(58), bytes.u16(60)]
  let end = endOf(segments)
  if (table !== 0) {
    bytes.check(table, size * count)
    end = Math.max(end, table + size * count)
    for (let at = table; size === 64 && at < table + size * count; at += size)
      if (bytes.u32(at + 4) !== 8) end = Math.max(end, bytes.u64(at + 24) + bytes.u64(at + 32))
  }
  if (end !== bytes.length) throw new Malformed(`the ELF file describes ${end} of its ${bytes.length} bytes`)
}
