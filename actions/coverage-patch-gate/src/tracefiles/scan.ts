import { createCountBatch } from './count-batch.ts'
import { findRecordBounds, hasRecordEnd } from './record-bounds.ts'
import { readBranchLine, readOddCountLine } from './record-lines.ts'
import { longestLine, type RecordReader, type ScanHandler, type Scanner, tag } from './tracefile-syntax.ts'

/** The longest name of a file that is read. A longer one is not a name. */
const longestName = 8_192

const nextCount = Buffer.from('\nDA:')

/**
 * Returns a scanner of the lcov format, for a file that arrives in pieces of any size. It works on bytes and keeps
 * nothing but an unfinished line. Records that the handler does not want are skipped without reading their lines.
 */
export function createScanner(handler: ScanHandler): Scanner {
  const batch = createCountBatch()
  /** The beginning of a line that continues in the next piece. */
  const unfinished = Buffer.alloc(longestLine + 1)
  let kept = 0
  let isInLine = false
  let isOpen = false
  let reader: RecordReader | undefined

  function close(): void {
    batch.flush(reader)
    reader = undefined
    isOpen = false
  }

  /** Begins the record of an `SF` or `KF` line, and returns where its next line begins. */
  function begin(bytes: Buffer, at: number): number {
    if (isOpen) handler.unclosed()
    close()
    const next = bytes.indexOf(10, at) + 1
    let end = next - 1
    while (end > at + 3 && bytes[end - 1] === 13) end -= 1
    isOpen = true
    const hasName = end > at + 3 && end - at - 3 <= longestName
    reader = handler.begin(hasName ? bytes.subarray(at + 3, end) : undefined)
    return next
  }

  /** Reads lines of a record that is wanted. */
  function readRecord(bytes: Buffer, start: number, end: number, wanted: RecordReader): void {
    let at = start
    while (at < end) {
      at = batch.readPlainLines(bytes, at, end, wanted)
      if (at >= end) return
      if (isTag(bytes, at, tag.D, tag.A)) {
        const lineEnd = bytes.indexOf(10, at)
        batch.addOdd(readOddCountLine(bytes, at + 3, lineEnd), wanted)
        at = lineEnd + 1
      } else if (wanted.branch === undefined) {
        const found = bytes.indexOf(nextCount, at)
        at = found < 0 ? end : found + 1
      } else {
        const next = nextLine(bytes, at)
        if (bytes[at] === tag.B && bytes[at + 1] === tag.R && isTag(bytes, at + 2, tag.D, tag.A))
          readBranchLine(bytes, at + 5, next - 1, wanted)
        at = next
      }
    }
  }

  /** Reads whole lines: the last byte before `end` ends a line. */
  function readLines(bytes: Buffer, start: number, end: number): void {
    const bounds = findRecordBounds(bytes, end)
    let at = start
    while (at < end) {
      const next = bounds.nextStart(at)
      if (reader) {
        const stop = Math.min(next, bounds.nextEnd(at))
        readRecord(bytes, at, stop, reader)
        if (stop < next) close()
      } else if (isOpen && hasRecordEnd(bytes, at, next)) close()
      at = next < end ? begin(bytes, next) : end
    }
  }

  function keep(bytes: Buffer, start: number, end: number): void {
    if (start >= end) return
    isInLine = true
    const taken = Math.min(end - start, longestLine - kept)
    bytes.copy(unfinished, kept, start, start + taken)
    kept += taken
  }

  function finishLine(): void {
    unfinished[kept] = 10
    const line = unfinished.subarray(0, kept + 1)
    kept = 0
    isInLine = false
    readLines(line, 0, line.length)
  }

  return {
    push(piece) {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      let at = 0
      if (isInLine) {
        const lineEnd = bytes.indexOf(10)
        keep(bytes, 0, lineEnd < 0 ? bytes.length : lineEnd)
        if (lineEnd < 0) return
        finishLine()
        at = lineEnd + 1
      }
      const last = bytes.lastIndexOf(10) + 1
      if (last > at) readLines(bytes, at, last)
      keep(bytes, Math.max(at, last), bytes.length)
    },
    end() {
      if (isInLine) finishLine()
      if (isOpen) handler.unclosed()
      close()
    },
  }
}

/** Returns whether two letters and a colon stand here. */
function isTag(bytes: Buffer, at: number, first: number, second: number): boolean {
  return bytes[at] === first && bytes[at + 1] === second && bytes[at + 2] === tag.colon
}

/** Returns where the line after the one at `at` begins. Most lines are short, so it looks itself first. */
function nextLine(bytes: Buffer, at: number): number {
  for (let index = at; index < at + 64; index += 1) if (bytes[index] === 10) return index + 1
  return bytes.indexOf(10, at + 64) + 1
}
