import { type FailingReason, reasons } from './reasons.ts'
import type { Result } from './result.ts'

/** Something that forbids the write. */
export interface Objection {
  readonly reason: FailingReason
  readonly what: string
  /** What to type or change, where more is known than the reason's own advice. */
  readonly fix?: string
}

export function objection(reason: Objection['reason'], what: string, fix?: string): Objection {
  return { reason, what, ...(fix === undefined ? {} : { fix }) }
}

/** What is told where the preflight forbids the write: everything that is wrong, under the code of the gravest. Pure. */
export function objectionsResult(objections: readonly Objection[]): Result {
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
