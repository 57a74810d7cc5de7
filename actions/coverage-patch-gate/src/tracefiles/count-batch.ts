import type { OddCountLine } from './record-lines.ts'
import { type RecordReader, tag } from './tracefile-syntax.ts'

/** How many counts are handed over at once. */
const size = 8_192

/** Longer numbers are read by a slower way, so that the fast one computes with 32 bits. */
const mostDigits = 9

/** Collects the counts of a record, and hands them over in batches. The arrays are used for all records. */
export interface CountBatch {
  /**
   * Reads whole lines as long as they are `DA:line,count` with plain numbers, perhaps with a checksum.
   *
   * @returns where the first other line begins, or `end`
   */
  readPlainLines(bytes: Buffer, start: number, end: number, reader: RecordReader): number
  addOdd(line: OddCountLine, reader: RecordReader): void
  flush(reader: RecordReader | undefined): void
}

export function createCountBatch(): CountBatch {
  const lines = new Int32Array(size)
  const counts = new Float64Array(size)
  let length = 0

  function flush(reader: RecordReader | undefined): void {
    if (length > 0) reader?.counts(lines, counts, length)
    length = 0
  }

  function readPlainLines(bytes: Buffer, start: number, end: number, reader: RecordReader): number {
    let at = start
    while (at < end) {
      if (length === size) flush(reader)
      const before = at
      at = fill(bytes, at, end)
      if (at === before) return at
    }
    return at
  }

  /** Reads lines until the batch is full. It calls nothing, and all that changes with each byte is local, which makes it fast. */
  function fill(bytes: Buffer, start: number, end: number): number {
    const intoLines = lines
    const intoCounts = counts
    let filled = length
    let lineStart = start
    while (lineStart < end && filled < size) {
      if (bytes[lineStart] !== tag.D || bytes[lineStart + 1] !== tag.A || bytes[lineStart + 2] !== tag.colon)
        break
      let at = lineStart + 3
      let line = 0
      let digit = digitOf(bytes[at] as number)
      while (digit < 10) {
        line = (Math.imul(line, 10) + digit) | 0
        at = (at + 1) | 0
        digit = digitOf(bytes[at] as number)
      }
      if (bytes[at] !== tag.comma || line <= 0 || at - lineStart - 3 > mostDigits) break
      at += 1
      const countStart = at
      let count = 0
      digit = digitOf(bytes[at] as number)
      while (digit < 10) {
        count = (Math.imul(count, 10) + digit) | 0
        at = (at + 1) | 0
        digit = digitOf(bytes[at] as number)
      }
      if (at === countStart || at - countStart > mostDigits) break
      let byte = bytes[at]
      if (byte === 13) {
        at += 1
        byte = bytes[at]
      } else if (byte === tag.comma) {
        while (bytes[at] !== 10) at = (at + 1) | 0
        byte = 10
      }
      if (byte !== 10) break
      intoLines[filled] = line
      intoCounts[filled] = count
      filled += 1
      lineStart = at + 1
    }
    length = filled
    return lineStart
  }

  return {
    flush,
    readPlainLines,
    addOdd({ line, count, odd }, reader) {
      if (odd) reader.odd(odd, line)
      if (line === undefined || count === undefined) return
      if (length === size) flush(reader)
      lines[length] = line
      counts[length] = count
      length += 1
    },
  }
}

/** Returns the digit that a character is; 10 or more if it is none. */
function digitOf(character: number): number {
  return (character - 48) >>> 0
}
