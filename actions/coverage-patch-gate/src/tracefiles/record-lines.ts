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
  const text = bytes.toString('latin1', start, isWhole ? end : Math.min(end, start + longestCount))
  const first = text.indexOf(',')
  const last = text.lastIndexOf(',')
  const line = readLineNumber(first < 0 ? text : text.slice(0, first))
  if (line === undefined) {
    reader.odd('not-a-line', undefined)
    return
  }
  const taken = text.slice(last + 1).trim()
  if (isWhole && last > first) {
    const { count } = taken === '-' ? { count: 0 } : readCount(taken)
    if (count !== undefined) {
      reader.branch?.(line, text.slice(first + 1, last), count > 0)
      return
    }
  }
  // Nothing shows that the branch was taken.
  reader.odd('unclear-branch', line)
  reader.branch?.(line, text.slice(first + 1), false)
}

function readLineNumber(text: string): number | undefined {
  const token = text.trim()
  if (!/^\d{1,15}$/.test(token)) return undefined
  const line = Number(token)
  return line === 0 ? undefined : Math.min(line, highestLine)
}
