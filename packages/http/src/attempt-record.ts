import { readRequestId } from './answer.ts'
import type { Outcome } from './outcome.ts'
import type { HttpErrorKind } from './retry.ts'

/** One line of the debug log. */
export interface AttemptRecord {
  readonly method: string
  readonly route: string
  /** Counts from 1 for each request. */
  readonly attempt: number
  readonly milliseconds: number
  readonly status?: number | undefined
  /** What failed, if no status came. */
  readonly failure?: HttpErrorKind | undefined
  readonly requestId?: string | undefined
  /** Requests left before GitHub's rate limit. */
  readonly remainingRate?: number | undefined
}

/** Returns the line of the debug log for an attempt. */
export function recordOf(
  outcome: Outcome,
): Pick<AttemptRecord, 'status' | 'failure' | 'requestId' | 'remainingRate'> {
  if ('failure' in outcome) return { failure: outcome.failure.kind }
  const { status, headers } = outcome.answer
  const remaining = headers.get('x-ratelimit-remaining') ?? ''
  return {
    status,
    requestId: readRequestId(headers),
    remainingRate: /^\d{1,9}$/.test(remaining) ? Number(remaining) : undefined,
  }
}
