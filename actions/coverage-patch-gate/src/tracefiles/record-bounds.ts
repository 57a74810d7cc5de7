const endOfRecord = Buffer.from('end_of_record')
const starts = ['SF:', 'KF:'].map((text) => Buffer.from(text))

/**
 * Returns a search for the next line that begins a record. Positions may only grow from call to call: what was found
 * is kept, so that the bytes are read once for each tag. `S` and `K` are rare in a tracefile, so the search is fast.
 */
export function findRecordStart(bytes: Buffer, end: number): { from(at: number): number } {
  const found = starts.map(() => -1)
  return {
    from(at) {
      let nearest = end
      for (const [index, start] of starts.entries()) {
        let position = found[index] ?? -1
        if (position < at) {
          position = findAtLineStart(bytes, start, at, end)
          found[index] = position
        }
        if (position < nearest) nearest = position
      }
      return nearest
    },
  }
}

function findAtLineStart(bytes: Buffer, text: Buffer, from: number, end: number): number {
  let at = bytes.indexOf(text, from)
  while (at >= 0 && at < end) {
    if (at === 0 || bytes[at - 1] === 10) return at
    at = bytes.indexOf(text, bytes.indexOf(10, at))
  }
  return end
}

/** Returns whether one of these whole lines is `end_of_record`. It looks from the end, where it usually is. */
export function hasRecordEnd(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < endOfRecord.length) return false
  const lines = bytes.subarray(start, end)
  let at = lines.lastIndexOf(endOfRecord)
  while (at >= 0) {
    const after = lines[at + endOfRecord.length] ?? 10
    if ((at === 0 || lines[at - 1] === 10) && after <= 32) return true
    at = at === 0 ? -1 : lines.lastIndexOf(endOfRecord, at - 1)
  }
  return false
}
