import { type Bytes, bufferOf, bytesOf, isZero } from './bytes.ts'
import { type MachSegment, type Signature, shortName } from './mach-o-parts.ts'
import { Malformed } from './problem.ts'

/** Returns the section `d3n0l4nd` of the segment `__SUI`: where an arm64 binary has its data. */
export function segmentData(bytes: Bytes, segments: readonly MachSegment[]): Uint8Array {
  const [segment, ...others] = segments.filter(({ name }) => name === '__SUI')
  if (segment === undefined)
    throw new Malformed('the Mach-O file holds no program: it has no segment of deno')
  if (others.length > 0) throw new Malformed('the Mach-O file has more than one segment of deno')
  const section = segment.at + 72
  if (
    segment.sections !== 1 ||
    shortName(bytes, section) !== 'd3n0l4nd' ||
    shortName(bytes, section + 16) !== '__SUI'
  )
    throw new Malformed('the segment of deno in the Mach-O file does not hold one section with a program')
  const [address, size, offset] = [bytes.u64(section + 32), bytes.u64(section + 40), bytes.u32(section + 48)]
  const isThere =
    address - segment.address === offset - segment.offset &&
    offset >= segment.offset &&
    offset + size <= segment.offset + segment.fileSize &&
    segment.fileSize <= segment.memorySize &&
    segments.every((other) => other === segment || areApart(other, segment))
  if (!isThere)
    throw new Malformed('the section of deno in the Mach-O file is not where its segment puts it in memory')
  const end = segment.offset + segment.fileSize
  if (
    !isZero(bytes.range(segment.offset, offset - segment.offset)) ||
    !isZero(bytes.range(offset + size, end - offset - size))
  )
    throw new Malformed('the segment of deno in the Mach-O file holds bytes outside its section')
  return bytes.range(offset, size)
}

function areApart(left: MachSegment, right: MachSegment): boolean {
  const inMemory =
    left.address + left.memorySize <= right.address || right.address + right.memorySize <= left.address
  const inFile = left.offset + left.fileSize <= right.offset || right.offset + right.fileSize <= left.offset
  return inMemory && (inFile || left.fileSize === 0)
}

/** What the runtime for Intel looks for, from the end of the file. */
const marker = Buffer.concat([Buffer.from('<~sui-data~>'), Buffer.from([0xef, 0xbe, 0xad, 0xde])])

/**
 * Returns what was appended to an Intel binary. Its runtime takes the data after the last marker in the file, so a
 * marker in an embedded file would replace the program: the marker must be there exactly once.
 */
export function appendedData(file: Uint8Array, signature: Signature | undefined): Uint8Array {
  const search = bufferOf(file)
  const found = search.indexOf(marker)
  if (found < 0) throw new Malformed('the Mach-O file holds no program: it has no marker of deno')
  if (search.indexOf(marker, found + 1) >= 0)
    throw new Malformed(
      'the Mach-O file holds the marker of deno more than once, so it would start what comes after the last one; an embedded file may hold it',
    )
  const bytes = bytesOf(file, 'the Mach-O file')
  const start = found + marker.length + 8
  const size = bytes.u64(start - 8)
  const data = bytes.range(start, size)
  const end = start + size
  if (end === file.length) return data
  // Signed after it was compiled: the signature is at the next multiple of 16.
  if (
    signature === undefined ||
    signature.offset < end ||
    signature.offset - end >= 16 ||
    signature.offset + signature.size !== file.length ||
    !isZero(bytes.range(end, signature.offset - end))
  )
    throw new Malformed(`the Mach-O file has ${file.length - end} bytes after the program`)
  return data
}
