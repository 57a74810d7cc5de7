import { createCountBatch } from './count-batch.ts'
import { findRecordStart, hasRecordEnd } from './record-bounds.ts'
import { readBranchLine, readOddCountLine } from './record-lines.ts'
import { longestLine, type RecordReader, type ScanHandler, type Scanner, tag } from './tracefile-syntax.ts'

/** The longest name of a file that is read. A longer one is no name. */
const longestName = 8_192

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

  const close = () => {
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

  /** Reads the lines of a record that is wanted, and returns where the first line after it begins. */
  function readRecord(bytes: Buffer, start: number, end: number, wanted: RecordReader): number {
    let at = start
    while (at < end) {
      const first = bytes[at]
      if (first === tag.D && bytes[at + 1] === tag.A && bytes[at + 2] === tag.colon) {
        const next = batch.readPlain(bytes, at + 3, wanted)
        if (next > 0) {
          at = next
          continue
        }
        const lineEnd = bytes.indexOf(10, at)
        batch.addOdd(readOddCountLine(bytes, at + 3, lineEnd), wanted)
        at = lineEnd + 1
        continue
      }
      if (first === tag.e && isEnd(bytes, at)) {
        close()
        return nextLine(bytes, at)
      }
      if ((first === tag.S || first === tag.K) && bytes[at + 1] === tag.F && bytes[at + 2] === tag.colon)
        return at
      const next = nextLine(bytes, at)
      if (first === tag.B && wanted.branch && bytes[at + 4] === tag.colon && isBranch(bytes, at))
        readBranchLine(bytes, at + 5, next - 1, wanted)
      at = next
    }
    return at
  }

  /** Reads whole lines: the last byte before `end` ends a line. */
  function readLines(bytes: Buffer, start: number, end: number): void {
    const starts = findRecordStart(bytes, end)
    let at = start
    while (at < end) {
      if (reader) at = readRecord(bytes, at, end, reader)
      if (reader && at >= end) return
      const next = starts.from(at)
      if (isOpen && next > at && hasRecordEnd(bytes, at, next)) close()
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
    const length = kept + 1
    kept = 0
    isInLine = false
    readLines(unfinished.subarray(0, length), 0, length)
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

function isEnd(bytes: Buffer, at: number): boolean {
  return hasRecordEnd(bytes, at, nextLine(bytes, at))
}

function isBranch(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === tag.R && bytes[at + 2] === tag.D && bytes[at + 3] === tag.A
}

/** Returns where the line after the one at `at` begins. Most lines are short, so it looks itself first. */
function nextLine(bytes: Buffer, at: number): number {
  for (let index = at; index < at + 64; index += 1) if (bytes[index] === 10) return index + 1
  return bytes.indexOf(10, at + 64) + 1
}
