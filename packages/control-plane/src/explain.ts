import type { FailReason } from '@suite/errors'
import { HttpError } from '@suite/http'
import { PlaneError } from './plane-error.ts'
import { planeReasons } from './reasons.ts'

const reasons: Readonly<Partial<Record<HttpError['kind'], FailReason>>> = {
  malformed: planeReasons['answer-unreadable'],
  redirect: planeReasons.redirected,
  'too-large': planeReasons['answer-too-large'],
}

/** Returns the error for an answer that is not usable, with its own reason. Any other error is returned as it is. */
export function explain(error: unknown): unknown {
  const reason = error instanceof HttpError ? reasons[error.kind] : undefined
  if (!(error instanceof HttpError) || reason === undefined) return error
  const { message: what, fix, ambiguous } = error
  return new PlaneError({ reason, what, fix, ambiguous, cause: error })
}
