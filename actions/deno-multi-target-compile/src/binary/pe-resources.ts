import type { Bytes } from './bytes.ts'
import type { Directory, PeSection } from './pe.ts'
import { Malformed } from './problem.ts'

/** The number of the kind of resource that holds raw data. */
const rawData = 10

/** One row of a table of resources. */
interface Row {
  /** Its number, or its name in upper case, as Windows compares names. */
  readonly id: number | string
  readonly isTable: boolean
  /** The place of its table or data, from the start of all resources. */
  readonly place: number
}

/** Returns the data of the only resource `D3N0L4ND`. */
export function programResource(
  bytes: Bytes,
  directory: Directory,
  sections: readonly PeSection[],
): Uint8Array {
  if (directory.size === 0) throw new Malformed('the PE file holds no program: it has no resources')
  const start = placeOf(directory.at, 16, sections)
  const kinds = rowsOf(bytes, start, 0).filter(({ id }) => id === rawData || id === '#10')
  const programs = kinds
    .flatMap((kind) => rowsOf(bytes, start, tablePlace(kind)))
    .filter(({ id }) => id === 'D3N0L4ND')
  const found = programs.flatMap((program) => rowsOf(bytes, start, tablePlace(program)))
  const [first, ...others] = found
  if (first === undefined) throw new Malformed('the PE file holds no program: it has no resource of deno')
  if (others.length > 0)
    throw new Malformed(
      `the PE file has ${found.length} resources of deno, so it is open which of them is the program`,
    )
  if (first.isTable) throw new Malformed('the resource of deno in the PE file is a table')
  const [address, size] = [bytes.u32(start + first.place), bytes.u32(start + first.place + 4)]
  return bytes.range(placeOf(address, size, sections), size)
}

function rowsOf(bytes: Bytes, start: number, table: number): readonly Row[] {
  const count = bytes.u16(start + table + 12) + bytes.u16(start + table + 14)
  return Array.from({ length: count }, (_, index) => {
    const at = start + table + 16 + 8 * index
    const [name, place] = [bytes.u32(at), bytes.u32(at + 4)]
    return {
      id: name >= 2 ** 31 ? nameAt(bytes, start + name - 2 ** 31) : name,
      isTable: place >= 2 ** 31,
      place: place % 2 ** 31,
    }
  })
}

function nameAt(bytes: Bytes, at: number): string {
  return Buffer.from(bytes.range(at + 2, 2 * bytes.u16(at)))
    .toString('utf16le')
    .toUpperCase()
}

function tablePlace({ isTable, place }: Row): number {
  if (!isTable) throw new Malformed('a table of resources in the PE file is missing')
  return place
}

/** Returns the place in the file of a range in memory, which exactly one section must hold. */
function placeOf(address: number, size: number, sections: readonly PeSection[]): number {
  const [section, ...others] = sections.filter(
    (each) =>
      each.address < address + size && address < each.address + Math.max(each.memorySize, each.fileSize),
  )
  if (
    section === undefined ||
    others.length > 0 ||
    address < section.address ||
    address + size > section.address + Math.min(section.memorySize, section.fileSize)
  )
    throw new Malformed('a resource of the PE file is not in one section of it')
  return section.offset + (address - section.address)
}
