import type { OddCountLine } from './record-lines.ts'
import type { RecordReader } from './tracefile-syntax.ts'

/** How many counts are handed over at once. */
const size = 8_192

/** Collects the counts of a record, and hands them over in batches. The arrays are used for all records. */
export interface CountBatch {
  /**
   * Reads `line,count` with plain numbers, and returns where the next line begins; 0 if it is anything else.
   *
   * @param at after `DA:`
   */
  readPlain(bytes: Buffer, at: number, reader: RecordReader): number
  addOdd(line: OddCountLine, reader: RecordReader): void
  flush(reader: RecordReader | undefined): void
}

export function createCountBatch(): CountBatch {
  const lines = new Float64Array(size)
  const counts = new Float64Array(size)
  let length = 0

  function flush(reader: RecordReader | undefined): void {
    if (length > 0) reader?.counts(lines, counts, length)
    length = 0
  }

  function add(line: number, count: number, reader: RecordReader): void {
    lines[length] = line
    counts[length] = count
    length += 1
    if (length === size) flush(reader)
  }

  return {
    flush,
    readPlain(bytes, start, reader) {
      let at = start
      let line = 0
      let digit = (bytes[at] as number) - 48
      while (digit >= 0 && digit <= 9) {
        line = line * 10 + digit
        at += 1
        digit = (bytes[at] as number) - 48
      }
      if (bytes[at] !== 44 || line === 0 || at - start > 15) return 0
      at += 1
      const countStart = at
      let count = 0
      digit = (bytes[at] as number) - 48
      while (digit >= 0 && digit <= 9) {
        count = count * 10 + digit
        at += 1
        digit = (bytes[at] as number) - 48
      }
      const digits = at - countStart
      if (digits === 0 || digits > 15) return 0
      if (bytes[at] === 13 && bytes[at + 1] === 10) at += 1
      else if (bytes[at] === 44) at = bytes.indexOf(10, at)
      if (bytes[at] !== 10) return 0
      add(line, count, reader)
      return at + 1
    },
    addOdd({ line, count, odd }, reader) {
      if (odd) reader.odd(odd, line)
      if (line !== undefined && count !== undefined) add(line, count, reader)
    },
  }
}
