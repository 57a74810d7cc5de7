import { isAmbiguous } from '@suite/errors'

/** A run that was told to stop: no further write is begun. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** What became of a write. `unclear`: it failed, and may have been carried out all the same. */
export type WriteOutcome = 'done' | 'failed' | 'unclear'

export interface WriteRecord {
  readonly what: string
  readonly state: WriteOutcome | 'under way' | 'planned'
}

/** Every change to the outside goes through here, so that a dry run and a cancelled run are the same code. */
export interface Writes {
  /**
   * Performs a write and records it. In a dry run it is recorded as planned, not performed, and the answer is
   * `undefined`.
   * @param what says it in words, for the log: "add the label change:routes"
   * @param outcomeOf says what became of the write, for a write that returns its failure instead of throwing it
   * @throws CancelledError when the run was cancelled before the write began
   */
  perform<Result>(
    what: string,
    write: () => Promise<Result>,
    outcomeOf?: (result: Result) => WriteOutcome,
  ): Promise<Result | undefined>
  readonly dryRun: boolean
  readonly records: readonly WriteRecord[]
  /** Resolves when no write is under way. */
  settled(): Promise<void>
}

/** @param prove rejects or stops the run if what is about to be written could no longer be told */
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
    write: () => Promise<Result>,
    outcomeOf: (result: Result) => WriteOutcome,
  ) {
    try {
      const result = await write()
      record.state = outcomeOf(result)
      return result
    } catch (error) {
      record.state = isAmbiguous(error) ? 'unclear' : 'failed'
      throw error
    }
  }

  return {
    dryRun,
    records,
    async perform(what, write, outcomeOf = () => 'done') {
      requireGoing(what)
      if (!dryRun && prove) {
        await prove(what)
        requireGoing(what)
      }
      const record: (typeof records)[number] = { what, state: dryRun ? 'planned' : 'under way' }
      records.push(record)
      if (dryRun) return undefined
      const writing = carryOut(record, write, outcomeOf)
      underWay.add(writing)
      return writing.finally(() => underWay.delete(writing))
    },
    async settled() {
      await Promise.allSettled(underWay)
    },
  }
}
