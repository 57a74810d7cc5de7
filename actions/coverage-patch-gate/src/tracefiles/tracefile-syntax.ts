/** The bytes that lines of a tracefile begin with. */
export const tag = { A: 65, B: 66, D: 68, R: 82, colon: 58, comma: 44 } as const

/** The highest line number. Higher ones become this one. */
export const highestLine = 2 ** 31 - 1

/** From this length on, only the beginning of a line is read. */
export const longestLine = 65_536

/** What is odd about a line of a record. */
export type Oddity = 'negative' | 'too-high' | 'not-a-number' | 'not-a-line' | 'unclear-branch'

/** Takes what the scanner reads of one record. */
export interface RecordReader {
  /** Takes counts of lines. The arrays are used again after the call. */
  counts(lines: Int32Array, counts: Float64Array, length: number): void
  /** Takes one branch of a line; absent if branches are not wanted. */
  readonly branch?: ((line: number, name: string, isTaken: boolean) => void) | undefined
  /** Takes an odd line, with the line number in the source file if it could be read. */
  odd(oddity: Oddity, line: number | undefined): void
}

export interface ScanHandler {
  /**
   * Begins a record.
   *
   * @param name the bytes of the path; undefined if there is none, or if it is too long
   * @returns what takes the record; undefined skips it
   */
  begin(name: Buffer | undefined): RecordReader | undefined
  /** Says that the record before ends without `end_of_record`. */
  unclosed(): void
}

export interface Scanner {
  /** Takes the next piece of the file. The piece is not used after the call. */
  push(piece: Uint8Array): void
  /** Ends the file. */
  end(): void
}
