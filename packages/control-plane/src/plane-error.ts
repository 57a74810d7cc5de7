import { type FailReason, OutsideError } from '@suite/errors'

/** What may be done after a promotion that did not end well. */
export type Next =
  /** Nothing was sent. */
  | 'send-again'
  /** It may have been carried out, or was put off: only the pin tells. */
  | 'read-back'
  /** The pin is not what it was said to be: 409, 412. */
  | 'superseded'
  | 'stop'

interface PlaneErrorFacts {
  /** One of `planeReasons`, or of those that every action has. */
  readonly reason: FailReason
  readonly what: string
  readonly fix: string
  readonly ambiguous?: boolean
  readonly next?: Next
  /** Milliseconds that the control plane asks to wait. */
  readonly wait?: number | undefined
  readonly cause?: unknown
}

/** The control plane did not do, or did not say, what it must. Holds nothing of an answer but bounded, checked words. */
export class PlaneError extends OutsideError {
  override readonly name = 'PlaneError'
  /** Whether the promotion may have been carried out all the same. */
  readonly ambiguous: boolean
  readonly next: Next
  readonly wait: number | undefined

  constructor({ reason, what, fix, ambiguous = false, next = 'stop', wait, cause }: PlaneErrorFacts) {
    super(reason, what, fix, { cause })
    this.ambiguous = ambiguous
    this.next = next
    this.wait = wait
  }
}
