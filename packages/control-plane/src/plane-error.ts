import { type FailReason, OutsideError } from '@suite/errors'

/** What may be done after a promotion that failed. */
export type Next =
  /** The promotion was not sent. */
  | 'send-again'
  /** It may have been carried out, or was postponed: only the pin shows which. */
  | 'read-back'
  /** The pin is not the one that the request named: 409, 412. */
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

/** The control plane did not do what the contract requires. The message has only short, checked words of an answer. */
export class PlaneError extends OutsideError {
  override readonly name = 'PlaneError'
  /** Whether the promotion may still have been carried out. */
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
