import type { Outcome } from './outcome.ts'
import type { Setback } from './retry.ts'

/** An attempt that got no answer, and what that means. */
export interface FailedAttempt {
  readonly outcome: Outcome
  readonly setback: Setback
}

/**
 * Returns the error for the failed attempts of one request. `last` is the newest. If the deadline cut it off, the one
 * before it says more, and is used. If one of them may have been carried out, the error says so.
 *
 * @param remaining milliseconds until the run is over
 */
export function sumUp(
  former: FailedAttempt | undefined,
  last: FailedAttempt,
  remaining: number,
): FailedAttempt {
  const cutOff = former !== undefined && last.setback.kind === 'timeout' && remaining === 0
  const { outcome, setback } = cutOff ? former : last
  return {
    outcome,
    setback: {
      ...setback,
      ambiguous: last.setback.ambiguous || (former?.setback.ambiguous ?? false),
      ...(cutOff && { outOfTime: true }),
    },
  }
}
