import { OutsideError, UsageError } from '@suite/errors'
import { reasons } from '../reasons.ts'
import type { Result } from '../result.ts'

type Known = Pick<Result, 'versionId' | 'previousVersionId' | 'deployment' | 'lines'>

/** Something was written, and what became of it could not be read. Holds what is known all the same. */
export class Unconfirmed extends OutsideError {
  readonly ambiguous = true
  readonly known: Known

  constructor(what: string, known: Known, cause: OutsideError | UsageError) {
    super(reasons.unconfirmed, `${what}: ${cause.message}`, cause.fix, { cause })
    this.known = known
  }
}

/**
 * Reads what a write has done. A failure to read is not one to write, and a person needs the ids most just then.
 * @param what names what is written already, and what cannot be told of it
 * @throws Unconfirmed
 */
export async function readBack<Facts>(
  what: string,
  known: Known,
  read: () => Promise<Facts>,
): Promise<Facts> {
  try {
    return await read()
  } catch (error) {
    const outside = error instanceof OutsideError || error instanceof UsageError
    if (!outside || error.reason === 'cancelled') throw error
    throw new Unconfirmed(what, known, error)
  }
}
