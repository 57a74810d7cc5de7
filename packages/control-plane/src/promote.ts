import { isAmbiguous, OutsideError } from '@suite/errors'
import { type Confirmation, confirmPin } from './confirm-pin.ts'
import { hasTimeFor, type Patience, pauseBefore } from './patience.ts'
import { PlaneError } from './plane-error.ts'
import type { PinReading } from './read-pin.ts'
import { digestsOf } from './reading.ts'
import { measureRow } from './row.ts'

/** The two requests of a promotion, for one pin and one digest. */
export interface PromotionPorts {
  readonly read: () => Promise<PinReading>
  /** Sends once. @throws PlaneError that says what may be done next */
  readonly send: (etag: string | undefined) => Promise<void>
}

/**
 * How a promotion ended; as {@link Confirmation} says, and `superseded`: another digest was pinned before this one
 * could be.
 */
export interface PromotionResult extends Omit<Confirmation, 'ended'> {
  readonly ended: Confirmation['ended'] | 'superseded'
  /** The number of times that the promotion was sent. */
  readonly attempts: number
  /** Whether each sending had `If-Match`, with which the control plane can make read and write one step. */
  readonly atomic: boolean
  /** The number of reads after the write that still showed the earlier pin. */
  readonly staleReads: number
  /** The last failure, if the promotion went on after it. */
  readonly trouble: string | undefined
}

/**
 * Moves a pin, and returns only after it was read back. A failure that can pass is tried again while there is time.
 * After an ambiguous outcome the pin is read before the promotion is sent again. The promotion is not sent if the pin
 * is no longer the one of the decision.
 *
 * @param previous the digest at the decision; undefined if there was no pin
 * @param consecutive the number of reads in a row that must show the digest
 * @throws PlaneError for a refusal, `ambiguous` if the promotion may have been carried out
 */
export async function promote(
  digest: string,
  previous: string | undefined,
  { read, send }: PromotionPorts,
  patience: Patience,
  consecutive: number,
): Promise<PromotionResult> {
  let attempts = 0
  /** An attempt without an answer may still take effect. */
  let doubt = false
  let taken = false
  let trouble: string | undefined
  /** Whether every reading before a sending had an ETag. A later reading does not change this. */
  let atomic = true
  let reading = await read()

  function end(
    ended: PromotionResult['ended'],
    pinned: string | undefined,
    confirmation?: Confirmation,
  ): PromotionResult {
    const readings = confirmation?.readings ?? []
    const staleReads = digestsOf(readings).filter((each) => each === previous).length
    const row = confirmation?.row ?? measureRow([], { consecutive, ends: () => true })
    return { ended, pinned, readings, row, attempts, atomic: attempts > 0 && atomic, staleReads, trouble }
  }

  /** Reads after a possible write. If this fails, the outcome of the promotion is unknown. */
  async function readBack<Result>(reads: () => Promise<Result>): Promise<Result> {
    try {
      return await reads()
    } catch (error) {
      if (!(taken || doubt) || !(error instanceof OutsideError)) throw error
      throw unread(error)
    }
  }

  async function confirm(): Promise<PromotionResult> {
    const expectation = { digest, before: previous, consecutive }
    const confirmation = await readBack(() => confirmPin(expectation, read, patience))
    return end(confirmation.ended, confirmation.pinned, confirmation)
  }

  for (;;) {
    if (reading.pin?.digest === digest) return confirm()
    if (reading.pin?.digest !== previous) return end('superseded', reading.pin?.digest)
    attempts += 1
    atomic &&= reading.etag !== undefined
    const failure = await failureOf(() => send(reading.etag))
    taken = failure === undefined
    if (failure === undefined) return confirm()
    trouble = failure.message
    if (failure.next === 'superseded') {
      return doubt ? confirm() : end('superseded', (await readBack(read)).pin?.digest)
    }
    if (failure.next === 'stop') throw doubt ? withDoubt(failure) : failure
    doubt ||= isAmbiguous(failure)
    const pause = Math.max(failure.wait ?? 0, pauseBefore(attempts, patience))
    const last = !hasTimeFor(pause, patience)
    if (!last) await patience.wait(pause)
    const now = await readBack(read)
    if (last && now.pin?.digest === previous) throw outOfTime(failure, attempts, doubt)
    reading = now
  }
}

async function failureOf(send: () => Promise<void>): Promise<PlaneError | undefined> {
  try {
    await send()
    return undefined
  } catch (error) {
    if (error instanceof PlaneError) return error
    throw error
  }
}

function withDoubt({ declared: reason, message: what, fix, cause }: PlaneError): PlaneError {
  return new PlaneError({ reason, what, fix, ambiguous: true, cause })
}

function outOfTime(failure: PlaneError, attempts: number, ambiguous: boolean): PlaneError {
  const { declared: reason, message, fix, cause } = failure
  const often = attempts === 1 ? 'once' : `${attempts} times`
  const what = `${message}; the input \`timeout\` leaves no time to try again (sent ${often})`
  return new PlaneError({ reason, what, fix, ambiguous, cause })
}

function unread(error: OutsideError): PlaneError {
  return new PlaneError({
    reason: error.declared,
    what: `the promotion was sent, but the pin could not be read back: ${error.message}`,
    fix: 'Look at the pin before running again: the promotion may have been carried out.',
    ambiguous: true,
    cause: error,
  })
}
