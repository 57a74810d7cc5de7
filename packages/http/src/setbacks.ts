import type { Outcome } from './outcome.ts'
import type { Setback } from './retry.ts'

/** An attempt that got no answer, and what that means. */
export interface FailedAttempt {
  readonly outcome: Outcome
  readonly setback: Setback
}

/**
 * Returns the error for the failed attempts of one request. `last` is the newest. If it ended because
 * the time was over, the one before it says more, and is used. If one of them may have been carried out, the error says
 * so.
 */
export function sumUp(former: FailedAttempt | undefined, last: FailedAttempt): FailedAttempt {
  const { kind, outOfTime = false } = last.setback
  const cutOff = former !== undefined && kind === 'timeout' && outOfTime
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
