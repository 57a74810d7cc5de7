import { HttpError, type HttpErrorKind } from '@suite/http'
import { hasTimeFor, type Patience } from './patience.ts'
import type { PinReading } from './read-pin.ts'
import { digestsOf, type Reading } from './reading.ts'
import { measureRow, type RowTerms } from './row.ts'

/** The number of reads that are sent at once, each over its own connection, so that they spread over the replicas. */
const atOnce = 6

/** Failures after which another read can be answered. Every other failure ends the run. */
const passing: ReadonlySet<HttpErrorKind> = new Set<HttpErrorKind>([
  'connect',
  'dns',
  'reset',
  'status',
  'timeout',
])

/**
 * Reads a pin until the reads end with a row that is long enough, or until no time is left for another read.
 *
 * While the last read does not count, it reads one at a time. Once a read counts, it reads {@link atOnce} at a time: in
 * quick succession at first, and with the whole interval between them after a row was interrupted, because replicas
 * that follow one after the other need time.
 *
 * @throws what a read throws, if no read was answered, or if another read cannot help
 */
export async function watchPin(
  read: () => Promise<PinReading>,
  patience: Patience,
  terms: RowTerms,
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  const started = patience.remaining()
  let row = measureRow(readings, terms)
  for (;;) {
    const count = row.length === 0 ? 1 : Math.min(atOnce, row.needed - row.length)
    const ends = await Promise.allSettled(Array.from({ length: count }, readOnce))
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    const fatal = failures.find((failure) => !isPassing(failure))
    if (fatal !== undefined) throw fatal
    if (failures.length > 0 && digestsOf(readings).length === 0) throw failures[0]
    row = measureRow(readings, terms)
    if (row.length >= row.needed) return readings
    const wait = row.length === 0 || row.interrupted ? patience.interval : patience.pause
    if (!hasTimeFor(wait, patience)) return readings
    await patience.wait(wait)
  }

  /** Adds the outcome of a read, after each failed attempt of it. */
  async function readOnce(): Promise<void> {
    try {
      const { pin, failedAttempts } = await read()
      const at = started - patience.remaining()
      for (let failed = 0; failed < failedAttempts; failed += 1) readings.push({ at, failed: true })
      readings.push({ at, digest: pin?.digest })
    } catch (error) {
      readings.push({ at: started - patience.remaining(), failed: true })
      throw error
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof HttpError && passing.has(error.kind)
}
