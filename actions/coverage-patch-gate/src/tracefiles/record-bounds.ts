/** Finds where records begin and end. Positions may only grow from call to call. */
export interface RecordBounds {
  /** Returns where the next line that begins a record begins, or the end of the bytes. */
  nextStart(at: number): number
  /** Returns where the next line `end_of_record` begins, or the end of the bytes. */
  nextEnd(at: number): number
}

/** What begins a line. The search is for its rarest part, because it stops at each first byte of what it looks for. */
interface LineName {
  readonly searched: Buffer
  /** How much of the line stands before what is searched. */
  readonly before: number
}

const endName = Buffer.from('end_of_record')
const startLines = ['SF:', 'KF:'].map((text): LineName => ({ searched: Buffer.from(text), before: 0 }))
const endLine: LineName = { searched: endName.subarray('end'.length), before: 'end'.length }

/**
 * Returns the bounds of the records in these whole lines. What was found is kept, so that the bytes are searched once
 * for each name. `S`, `K` and `_` are rare in most tracefiles, so the search is fast.
 */
export function findRecordBounds(bytes: Buffer, end: number): RecordBounds {
  const [source, kernel] = startLines.map((name) => searchLine(bytes, name, end))
  const nextEnd = searchLine(bytes, endLine, end)
  return { nextStart: (at) => Math.min(source?.(at) ?? end, kernel?.(at) ?? end), nextEnd }
}

function searchLine(bytes: Buffer, name: LineName, end: number): (at: number) => number {
  let found = -1
  return (at) => {
    if (found < at) found = findLine(bytes, name, at, end)
    return found
  }
}

function findLine(bytes: Buffer, { searched, before }: LineName, from: number, end: number): number {
  let found = bytes.indexOf(searched, from)
  while (found >= 0 && found < end) {
    const at = found - before
    if (at >= from && isLineStart(bytes, at) && (before === 0 || isEndName(bytes, at))) return at
    found = bytes.indexOf(searched, bytes.indexOf(10, found))
  }
  return end
}

function isLineStart(bytes: Buffer, at: number): boolean {
  return at === 0 || bytes[at - 1] === 10 || isAfterMark(bytes, at)
}

function isEndName(bytes: Buffer, at: number): boolean {
  return bytes[at] === 101 && bytes[at + 1] === 110 && bytes[at + 2] === 100
}

/** Returns whether the line begins with a byte-order mark: of the file, or of one that was appended to another. */
function isAfterMark(bytes: Buffer, at: number): boolean {
  const isMark = bytes[at - 3] === 0xef && bytes[at - 2] === 0xbb && bytes[at - 1] === 0xbf
  return isMark && (at === 3 || bytes[at - 4] === 10)
}

/**
 * Returns whether one of these whole lines begins with `end_of_record`. It looks from the end, where it usually is,
 * and so reads little of a record that is skipped.
 */
export function hasRecordEnd(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < endName.length) return false
  const lines = bytes.subarray(start, end)
  let at = lines.lastIndexOf(endName)
  while (at >= 0) {
    if (at === 0 || lines[at - 1] === 10) return true
    at = at === 0 ? -1 : lines.lastIndexOf(endName, at - 1)
  }
  return false
}
