import { isAmbiguous } from '@suite/errors'
import type { PerformedWrite, WriteOutcome, WriteState } from './write-outcome.ts'

/** The run is cancelled, so no further write begins. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** One line of the summary's list of writes. A write that is still under way when the run ends may have been applied. */
export interface WriteRecord {
  readonly what: string
  readonly state: WriteState | 'under way' | 'planned'
}

/** Every change to the outside goes through here, so that a dry run and a cancelled run are the same code. */
export interface Writes {
  /**
   * Performs a write, records its outcome and returns it. A dry run records the write as planned and does not perform
   * it. A write that throws is recorded as unknown if `isAmbiguous` holds for the error, and otherwise as refused.
   * @param what describes the write, for the log: "add the label change:routes"
   * @throws CancelledError if the run is cancelled before the write begins
   * @throws whatever `write` throws
   */
  perform<Result>(what: string, write: () => Promise<WriteOutcome<Result>>): Promise<PerformedWrite<Result>>
  readonly dryRun: boolean
  readonly records: readonly WriteRecord[]
  /** Resolves when no write is under way. */
  settled(): Promise<void>
}

/**
 * Creates the list of writes of a run.
 * @param prove rejects or stops the run if the outcome of the next write could not be reported
 * @throws CancelledError from `perform` if the run is cancelled
 */
export function createWrites(
  dryRun: boolean,
  signal: AbortSignal,
  prove?: (what: string) => Promise<void>,
): Writes {
  const records: { what: string; state: WriteRecord['state'] }[] = []
  const underWay = new Set<Promise<unknown>>()

  function requireGoing(what: string) {
    if (signal.aborted) throw new CancelledError(`cancelled before: ${what}`)
  }

  async function carryOut<Result>(
    record: (typeof records)[number],
    write: () => Promise<WriteOutcome<Result>>,
  ) {
    try {
      const outcome = await write()
      record.state = outcome.state
      if (outcome.why !== undefined) record.what = `${record.what}, because ${outcome.why}`
      return outcome
    } catch (error) {
      record.state = isAmbiguous(error) ? 'unknown' : 'refused'
      throw error
    }
  }

  return {
    dryRun,
    records,
    async perform(what, write) {
      requireGoing(what)
      if (!dryRun && prove) {
        await prove(what)
        requireGoing(what)
      }
      const record: (typeof records)[number] = { what, state: dryRun ? 'planned' : 'under way' }
      records.push(record)
      if (dryRun) return { state: 'planned' }
      const writing = carryOut(record, write)
      underWay.add(writing)
      return writing.finally(() => underWay.delete(writing))
    },
    async settled() {
      await Promise.allSettled(underWay)
    },
  }
}
