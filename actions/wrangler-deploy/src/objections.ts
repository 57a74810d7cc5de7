import { type FailingReason, reasons } from './reasons.ts'
import type { Result } from './result.ts'

/** A reason not to write. */
export interface Objection {
  readonly reason: FailingReason
  readonly what: string
  /** What to type or change, if more is known than what the reason advises. */
  readonly fix?: string
}

export function objection(reason: Objection['reason'], what: string, fix?: string): Objection {
  return { reason, what, ...(fix === undefined ? {} : { fix }) }
}

/**
 * Returns the result of a preflight that forbids the write: everything that is wrong, with the reason of the gravest.
 * @throws Error if there is no objection
 */
export function refusalResult(objections: readonly Objection[]): Result {
  const [first] = objections
  if (first === undefined) throw new Error('nothing is forbidden')
  return {
    reason: first.reason,
    ...(first.fix === undefined ? {} : { fix: first.fix }),
    headline:
      objections.length === 1
        ? first.what
        : `${objections.length} things forbid it; nothing was written: ${first.what}`,
    notes: objections
      .slice(1)
      .flatMap(({ what, fix, reason }) => [`${what} (${reason})`, `  ${fix ?? reasons[reason].fix}`]),
  }
}
