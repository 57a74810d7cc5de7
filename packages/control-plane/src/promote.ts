import { OutsideError } from '@suite/errors'
import { hasTimeFor, type Patience } from './patience.ts'
import type { Pin } from './pins.ts'
import { PlaneError } from './plane-error.ts'
import type { PinReading } from './read-pin.ts'

/** The two requests that a promotion is made of, for one pin and one digest. */
export interface PromotionPorts {
  readonly read: () => Promise<PinReading>
  /** Sends once; throws a {@link PlaneError} that says what may be done next. */
  readonly send: (etag: string | undefined) => Promise<void>
}

export interface PromotionResult {
  /**
   * `confirmed`: the pin was read, and is the digest.
   * `superseded`: another digest was pinned before this one could be.
   * `moved`: the promotion was taken, and then another digest was read.
   * `unconfirmed`: the promotion was taken, and the pin before was read until the time was over.
   */
  readonly ended: 'confirmed' | 'superseded' | 'moved' | 'unconfirmed'
  /** How often the promotion was sent. */
  readonly attempts: number
  /** Whether each sending went with `If-Match`, which makes read and write one step where it is kept to. */
  readonly atomic: boolean
  /** What was pinned when it ended. */
  readonly pinned: Pin | undefined
  /** Reads after the write that still showed the pin before. */
  readonly staleReads: number
  /** What the last failure was, where it was not the end. */
  readonly trouble: string | undefined
}

/** As often as the transport sends a request. */
const mostAttempts = 5

/**
 * Moves a pin, and returns only once it was read back. What is ambiguous is read back before anything is sent again,
 * and nothing is sent over a pin that is not the one that was decided on.
 *
 * @param previous the digest that the decision was made over; `undefined` where nothing was pinned
 * @throws PlaneError for a refusal, `ambiguous` where the promotion may have been carried out
 */
export async function promote(
  digest: string,
  previous: string | undefined,
  { read, send }: PromotionPorts,
  patience: Patience,
): Promise<PromotionResult> {
  let attempts = 0
  /** An attempt without an answer may still take effect. */
  let doubt = false
  let trouble: string | undefined
  /** Of the readings that something was sent over: what a later one shows does not make it so. */
  let atomic = true
  let reading = await read()
  const end = (ended: PromotionResult['ended'], { pin }: PinReading, staleReads = 0): PromotionResult => ({
    ended,
    attempts,
    atomic: attempts > 0 && atomic,
    pinned: pin,
    staleReads,
    trouble,
  })

  /** A read after something was sent: that it fails does not tell what became of the promotion. */
  async function readBack(): Promise<PinReading> {
    try {
      return await read()
    } catch (error) {
      if (attempts === 0 || !(error instanceof OutsideError)) throw error
      throw unread(error)
    }
  }

  async function confirm(): Promise<PromotionResult> {
    for (let stale = 0; ; stale += 1) {
      const now = await readBack()
      if (now.pin?.digest === digest) return end('confirmed', now, stale)
      if (now.pin?.digest !== previous) return end('moved', now, stale)
      if (!hasTimeFor(patience.interval, patience)) return end('unconfirmed', now, stale + 1)
      await patience.wait(patience.interval)
    }
  }

  for (;;) {
    if (reading.pin?.digest === digest) return end('confirmed', reading)
    if (reading.pin?.digest !== previous) return end('superseded', reading)
    attempts += 1
    atomic &&= reading.etag !== undefined
    const failure = await failureOf(() => send(reading.etag))
    if (failure === undefined) return confirm()
    trouble = failure.message
    if (failure.next === 'superseded') return doubt ? confirm() : end('superseded', await readBack())
    if (failure.next === 'stop') throw doubt ? withDoubt(failure) : failure
    doubt ||= failure.ambiguous
    const pause = Math.max(failure.wait ?? 0, patience.backoff * 2 ** (attempts - 1))
    const last = attempts >= mostAttempts || !hasTimeFor(pause, patience)
    if (!last) await patience.wait(pause)
    const now = await readBack()
    if (last && now.pin?.digest === previous) throw doubt ? withDoubt(failure) : failure
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

function unread(error: OutsideError): PlaneError {
  return new PlaneError({
    reason: error.declared,
    what: `the promotion was sent, but the pin could not be read back: ${error.message}`,
    fix: 'Look at the pin before running again: the promotion may have been carried out.',
    ambiguous: true,
    cause: error,
  })
}
