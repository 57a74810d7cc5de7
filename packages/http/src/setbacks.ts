import type { Outcome } from './outcome.ts'
import type { Setback } from './retry.ts'

/** An attempt that did not bring an answer, and what it means. */
export interface FailedAttempt {
  readonly outcome: Outcome
  readonly setback: Setback
}

/**
 * What the failed attempts of one request amount to, of which `last` is the newest. An attempt that the deadline cut
 * off says less than the one before it. What one of them left open stays open.
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
