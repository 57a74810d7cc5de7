import type { Reading } from './reading.ts'

/** What a row of equal reads needs to count. */
export interface RowTerms {
  /** The number of reads in a row that must agree. */
  readonly consecutive: number
  /** Whether a row of this digest ends the reading. With any other digest the reading goes on. */
  readonly ends: (digest: string | undefined) => boolean
}

/** The row of equal reads at the end of a list of reads. */
export interface Row {
  readonly length: number
  /** The number of reads that the row must have. */
  readonly needed: number
  /** A row had begun before this one, and another digest or a failed read ended it. */
  readonly interrupted: boolean
}

/**
 * The factor by which a row must be longer after an earlier row was interrupted. Replicas that disagree get many
 * chances to show a short row by luck, so a second row must be too long for luck.
 */
const factorAfterInterruption = 2

/**
 * Measures the row at the end of the reads: its length, the length that it needs, and whether one was interrupted
 * before.
 */
export function measureRow(readings: readonly Reading[], { consecutive, ends }: RowTerms): Row {
  let length = 0
  let interrupted = false
  let digest: string | undefined
  for (const reading of readings) {
    const counts = !('failed' in reading) && ends(reading.digest)
    const continues = counts && reading.digest === digest
    if (length > 0 && !continues) interrupted = true
    if (counts) digest = reading.digest
    length = continues ? length + 1 : counts ? 1 : 0
  }
  return { length, interrupted, needed: interrupted ? consecutive * factorAfterInterruption : consecutive }
}

/** Returns whether the reads end with a row that is long enough, so that no further read is needed. */
export function isSteady(readings: readonly Reading[], terms: RowTerms): boolean {
  const { length, needed } = measureRow(readings, terms)
  return length >= needed
}
