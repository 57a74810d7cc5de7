/** A run that was told to stop: no further write is begun. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

export interface WriteRecord {
  readonly what: string
  /** `unclear`: it failed, and may have been carried out all the same. */
  readonly state: 'done' | 'failed' | 'unclear' | 'under way' | 'planned'
}

/** Every change to the outside goes through here, so that a dry run and a cancelled run are the same code. */
export interface Writes {
  /**
   * Performs a write and records it. In a dry run it is recorded as planned, not performed, and the answer is
   * `undefined`.
   * @param what says it in words, for the log: "add the label change:routes"
   * @throws CancelledError when the run was cancelled before the write began
   */
  perform<Result>(what: string, write: () => Promise<Result>): Promise<Result | undefined>
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

  async function carryOut<Result>(record: (typeof records)[number], write: () => Promise<Result>) {
    try {
      const result = await write()
      record.state = 'done'
      return result
    } catch (error) {
      record.state = isAmbiguous(error) ? 'unclear' : 'failed'
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
      if (dryRun) return undefined
      const writing = carryOut(record, write)
      underWay.add(writing)
      return writing.finally(() => underWay.delete(writing))
    },
    async settled() {
      await Promise.allSettled(underWay)
    },
  }
}

/** An HTTP error says so where the request was sent and no answer came. */
function isAmbiguous(error: unknown): boolean {
  return error instanceof Error && 'ambiguous' in error && error.ambiguous === true
}
