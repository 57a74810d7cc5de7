import { type FailReason, OutsideError } from '@suite/errors'

/** A write that failed although the forge may have carried it out: the state must be read before it is sent again. */
export class UnconfirmedWrite extends OutsideError {
  override readonly name = 'UnconfirmedWrite'
  readonly ambiguous = true

  constructor(reason: FailReason, what: string, fix: string = reason.fix, options?: ErrorOptions) {
    super(reason, what, fix, options)
  }
}
