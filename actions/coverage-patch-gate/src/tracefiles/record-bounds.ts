/** Finds where records begin and end. Positions may only grow from call to call. */
export interface RecordBounds {
  /** Returns where the next line that begins a record begins, or the end of the bytes. */
  nextStart(at: number): number
  /** Returns where the next line `end_of_record` begins, or the end of the bytes. */
  nextEnd(at: number): number
}

const startNames = ['SF:', 'KF:'].map((text) => Buffer.from(text))
const endName = Buffer.from('end_of_record')

/**
 * Returns the bounds of the records in these whole lines. What was found is kept, so that the bytes are searched once
 * for each name. `S` and `K` are rare in a tracefile, so that search is fast.
 */
export function findRecordBounds(bytes: Buffer, end: number): RecordBounds {
  const starts = startNames.map((name) => searchLine(bytes, name, end))
  const ends = searchLine(bytes, endName, end)
  return {
    nextStart: (at) => Math.min(...starts.map((next) => next(at))),
    nextEnd: ends,
  }
}

function searchLine(bytes: Buffer, name: Buffer, end: number): (at: number) => number {
  let found = -1
  return (at) => {
    if (found < at) found = findLine(bytes, name, at, end)
    return found
  }
}

function findLine(bytes: Buffer, name: Buffer, from: number, end: number): number {
  let at = bytes.indexOf(name, from)
  while (at >= 0 && at < end) {
    if (at === 0 || bytes[at - 1] === 10 || isAfterMark(bytes, at)) return at
    at = bytes.indexOf(name, bytes.indexOf(10, at))
  }
  return end
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
