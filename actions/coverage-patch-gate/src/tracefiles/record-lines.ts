import { type OddCount, readCount } from './count-token.ts'
import { highestLine, longestLine, type RecordReader } from './tracefile-syntax.ts'

/** No count that is read has more characters; the checksum after it may. */
const longestCount = 512

/** What a `DA` line says that is not two plain numbers. */
export interface OddCountLine {
  /** Undefined if it could not be read, or is 0. */
  readonly line: number | undefined
  readonly count: number | undefined
  readonly odd: OddCount | 'not-a-line' | undefined
}

/** Reads what follows `DA:`, where it is not `line,count` with plain numbers. */
export function readOddCountLine(bytes: Buffer, start: number, end: number): OddCountLine {
  const [number = '', count = ''] = bytes
    .toString('latin1', start, Math.min(end, start + longestCount))
    .split(',', 2)
  const line = readLineNumber(number)
  if (line === undefined) return { line, count: undefined, odd: 'not-a-line' }
  return { line, ...readCount(count) }
}

/** Reads what follows `BRDA:`. The name of a branch may contain commas, so the last comma ends it. */
export function readBranchLine(bytes: Buffer, start: number, end: number, reader: RecordReader): void {
  const isWhole = end - start < longestLine - 'BRDA:'.length
  const stop = isWhole ? end : Math.min(end, start + longestCount)
  const first = bytes.indexOf(44, start)
  const last = bytes.lastIndexOf(44, stop - 1)
  const isLine = first > start && first < stop
  const line = isLine
    ? readLineNumber(bytes.toString('latin1', start, Math.min(first, start + 32)))
    : undefined
  if (line === undefined) {
    reader.odd('not-a-line', undefined)
    return
  }
  if (isWhole && last > first) {
    const taken = readTaken(bytes, last + 1, stop)
    if (taken !== undefined) {
      reader.branch?.(line, bytes.toString('latin1', first + 1, last), taken)
      return
    }
  }
  // Nothing shows that the branch was taken.
  reader.odd('unclear-branch', line)
  reader.branch?.(line, bytes.toString('latin1', first + 1, stop), false)
}

/** Returns whether a branch was taken; undefined if its count cannot be read. */
function readTaken(bytes: Buffer, start: number, end: number): boolean | undefined {
  const plain = readPlainNumber(bytes, start, end)
  if (plain !== undefined) return plain > 0
  const text = bytes.toString('latin1', start, end).trim()
  const count = text === '-' ? 0 : readCount(text).count
  return count === undefined ? undefined : count > 0
}

/** Returns a number of at most nine digits and nothing else; undefined for any other text. */
function readPlainNumber(bytes: Buffer, start: number, end: number): number | undefined {
  if (end <= start || end - start > 9) return undefined
  let value = 0
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

function readLineNumber(text: string): number | undefined {
  const token = text.trim()
  if (!/^\d{1,15}$/.test(token)) return undefined
  const line = Number(token)
  return line === 0 ? undefined : Math.min(line, highestLine)
}
