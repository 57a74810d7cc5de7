import { HttpError } from '@suite/http'
import { PlaneError, type planeReasons } from './plane-error.ts'

const reasons: Readonly<Partial<Record<HttpError['kind'], keyof typeof planeReasons>>> = {
  malformed: 'answer-unreadable',
  redirect: 'redirected',
  'too-large': 'answer-too-large',
}

/** Gives what is wrong with an answer a reason of its own; everything else is told by the transport already. */
export function explain(error: unknown): unknown {
  const reason = error instanceof HttpError ? reasons[error.kind] : undefined
  if (!(error instanceof HttpError) || reason === undefined) return error
  const { message: what, fix, ambiguous } = error
  return new PlaneError({ reason, what, fix, ambiguous, cause: error })
}
