import { commonReasons, type FailReason, OutsideError } from '@suite/errors'
import { adviceFor, describeFailure, type HttpErrorFacts } from './http-error-words.ts'
import type { HttpErrorKind } from './retry.ts'

/** Kinds that another run does not fix, even when the service works again. */
const reasons: Readonly<Partial<Record<HttpErrorKind, FailReason>>> = {
  cancelled: commonReasons.cancelled,
  'rate-limited': commonReasons['rate-limited'],
  timeout: commonReasons['deadline-passed'],
}

/**
 * A request that failed for good. The message says method, route, what happened, how often it was tried and for how
 * long; it holds nothing that the other side wrote but a status, a checked request id and the origin of a redirect.
 * Its reason is one of those that every action has.
 */
export class HttpError extends OutsideError {
  override readonly name = 'HttpError'
  readonly kind: HttpErrorKind
  readonly method: string
  readonly route: string
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly ambiguous: boolean
  readonly attempts: number

  constructor(facts: HttpErrorFacts, redact: (text: string) => string) {
    const reason = reasons[facts.kind] ?? commonReasons['outside-failed']
    super(reason, redact(describeFailure(facts)), redact(adviceFor(facts)), { cause: facts.failure?.cause })
    this.kind = facts.kind
    this.method = facts.method
    this.route = redact(facts.route)
    this.status = facts.status
    this.requestId = facts.requestId
    this.ambiguous = facts.ambiguous
    this.attempts = facts.attempts
  }
}
