import type { Patience } from './patience.ts'
import type { PinReading } from './read-pin.ts'
import { cameBack, digestsOf, type Reading } from './reading.ts'
import { isSteady, measureRow, type Row, type RowTerms } from './row.ts'
import { watchPin } from './watch-pin.ts'

/** The digest that a pin must have, and the one before. */
export interface Expectation {
  readonly digest: string
  /** The digest that was read before; the digest itself if it was pinned already. */
  readonly before: string | undefined
  /** The number of reads in a row that must agree. */
  readonly consecutive: number
}

export interface Confirmation {
  /**
   * `confirmed`: a row of reads that is long enough showed the digest.
   * `moved`: reads showed a third digest, in a row or at the end.
   * `flapping`: reads returned to an earlier digest.
   * `unconfirmed`: no row was long enough before the time was over.
   */
  readonly ended: 'confirmed' | 'moved' | 'flapping' | 'unconfirmed'
  /** The digest that was read last. */
  readonly pinned: string | undefined
  readonly readings: readonly Reading[]
  /** The row at the end of the reads. */
  readonly row: Row
}

/**
 * Reads a pin until it is proven to be the digest or another one, or until the time is over.
 * @throws what a read throws, if no read was answered, or if another read cannot help
 */
export async function confirmPin(
  expectation: Expectation,
  read: () => Promise<PinReading>,
  patience: Patience,
): Promise<Confirmation> {
  const { digest, before, consecutive } = expectation
  const terms: RowTerms = { consecutive, ends: (each) => each === digest || each !== before }
  const readings = await watchPin(read, patience, terms)
  return {
    ended: judge(readings, expectation, terms),
    pinned: digestsOf(readings).at(-1),
    readings,
    row: measureRow(readings, terms),
  }
}

function judge(
  readings: readonly Reading[],
  { digest, before }: Expectation,
  terms: RowTerms,
): Confirmation['ended'] {
  const digests = digestsOf(readings)
  const last = digests.at(-1)
  if (isSteady(readings, terms)) return last === digest ? 'confirmed' : 'moved'
  if (cameBack([before, ...digests])) return 'flapping'
  return terms.ends(last) && last !== digest ? 'moved' : 'unconfirmed'
}
