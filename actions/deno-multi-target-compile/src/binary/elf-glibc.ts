import type { Bytes } from './bytes.ts'
import { type Segment, segmentTypes } from './elf-segment.ts'
import { Malformed } from './problem.ts'

const tags = { stringTable: 5, stringSize: 10, needed: 0x6fff_fffe, neededCount: 0x6fff_ffff } as const

/**
 * Returns the oldest glibc that has everything which an ELF file needs of it, such as `2.31`: the newest version that
 * the file names. Undefined if it needs none. It is read from the dynamic segment, which no stripping removes.
 */
export function minimumGlibc(bytes: Bytes, segments: readonly Segment[]): string | undefined {
  const dynamic = segments.find(({ type }) => type === segmentTypes.dynamic)
  if (dynamic === undefined) return undefined
  const values = dynamicValues(bytes, dynamic)
  const [strings, needed] = [values.get(tags.stringTable), values.get(tags.needed)]
  if (strings === undefined || needed === undefined) return undefined
  const at = (address: number) => placeOf(address, segments)
  const table = bytes.part(
    at(strings),
    values.get(tags.stringSize) ?? 0,
    'the table of texts in the ELF file',
  )
  const offsets = versionNames(bytes, at(needed), values.get(tags.neededCount) ?? 0)
  const names = [...offsets].map((offset) => table.text(offset))
  return newest(names.map(glibcVersion).filter((version) => version !== undefined))
}

function dynamicValues(bytes: Bytes, { offset, fileSize }: Segment): ReadonlyMap<number, number> {
  const wanted: ReadonlySet<number> = new Set(Object.values(tags))
  const values = new Map<number, number>()
  for (let at = offset; at + 16 <= offset + fileSize; at += 16) {
    const tag = bytes.u32(at)
    if (tag === 0 && bytes.u32(at + 4) === 0) break
    if (wanted.has(tag) && bytes.u32(at + 4) === 0) values.set(tag, bytes.u64(at + 8))
  }
  return values
}

/** Returns the place in the file of something that the program finds in memory. */
function placeOf(address: number, segments: readonly Segment[]): number {
  const load = segments.find(
    (segment) =>
      segment.type === segmentTypes.load &&
      segment.address <= address &&
      address < segment.address + segment.fileSize,
  )
  if (load === undefined) throw new Malformed('the dynamic segment of the ELF file names a place outside it')
  return load.offset + (address - load.address)
}

/** Returns the offsets of the names of all versions that the file needs of its libraries. */
function versionNames(bytes: Bytes, start: number, libraries: number): ReadonlySet<number> {
  const names = new Set<number>()
  let at = start
  for (let library = 0; library < libraries; library++) {
    let version = at + bytes.u32(at + 8)
    for (let left = bytes.u16(at + 2); left > 0; left--) {
      names.add(bytes.u32(version + 8))
      version += bytes.u32(version + 12)
    }
    const next = bytes.u32(at + 12)
    if (next === 0) break
    at += next
  }
  return names
}

/** Returns the numbers of a version of glibc; undefined for a name that is no version. */
function glibcVersion(name: string): readonly number[] | undefined {
  // The name of a kind of relocation, which glibc reads since 2.36.
  if (name === 'GLIBC_ABI_DT_RELR') return [2, 36]
  return /^GLIBC_\d{1,3}(\.\d{1,3}){1,3}$/.test(name) ? name.slice(6).split('.').map(Number) : undefined
}

function newest(versions: readonly (readonly number[])[]): string | undefined {
  const sorted = versions.toSorted((left, right) => {
    const differing = [0, 1, 2, 3].find((part) => (left[part] ?? 0) !== (right[part] ?? 0)) ?? 0
    return (left[differing] ?? 0) - (right[differing] ?? 0)
  })
  return sorted.at(-1)?.join('.')
}
