import type { Objection } from './decide.ts'
import type { Result } from './result.ts'

/** What is told where the preflight forbids the write: everything that is wrong, under the code of the gravest. Pure. */
export function objectionsResult(objections: readonly Objection[]): Result {
  const [first] = objections
  if (first === undefined) throw new Error('nothing is forbidden')
  return {
    reason: first.reason,
    headline:
      objections.length === 1
        ? first.what
        : `${objections.length} things forbid it; nothing was written: ${first.what}`,
    notes: objections.flatMap(({ what, fix }, index) => [
      ...(index === 0 ? [] : [what]),
      ...(fix === undefined ? [] : [`  ${fix}`]),
    ]),
  }
}
