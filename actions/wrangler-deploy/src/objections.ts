import { type FailingReason, reasons } from './reasons.ts'
import type { Result } from './result.ts'

/** A reason not to write. */
export interface Objection {
  readonly reason: FailingReason
  readonly what: string
  /** What to change, if more is known than what the reason advises. */
  readonly fix?: string
  /** The arguments of wrangler that correct it, if a person can type them. */
  readonly wrangler?: readonly string[]
}

export function objection(reason: Objection['reason'], what: string, fix?: string): Objection {
  return { reason, what, ...(fix === undefined ? {} : { fix }) }
}

/**
 * Returns the result of a preflight that forbids the write: everything that is wrong, with the reason of the gravest.
 * What is corrected in the same way is listed together, and the way is said once.
 * @param typed returns the line that calls wrangler with these arguments in the shell of the runner
 * @throws Error if there is no objection
 */
export function refusalResult(
  objections: readonly Objection[],
  typed: (args: readonly string[]) => string,
): Result {
  const [first, ...others] = groupsOf(objections)
  const [gravest] = first ?? []
  if (first === undefined || gravest === undefined) throw new Error('nothing is forbidden')
  const line = ({ what, reason }: Objection) => `${what} (${reason})`
  return {
    reason: gravest.reason,
    fix: fixOf(first, typed),
    headline:
      objections.length === 1
        ? gravest.what
        : `${objections.length} things forbid it; nothing was written: ${gravest.what}`,
    notes: [
      ...first.slice(1).map(line),
      ...others.flatMap((group) => [
        ...group.map(line),
        ...fixOf(group, typed)
          .split('\n')
          .map((each) => `  ${each}`),
      ]),
    ],
  }
}

/** Returns objections with the same reason and the same fix together, in the order of the first of each. */
function groupsOf(objections: readonly Objection[]): readonly (readonly Objection[])[] {
  const groups = new Map<string, Objection[]>()
  for (const each of objections) {
    const key = JSON.stringify([each.reason, each.fix])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

/** Returns what to do: a sentence and, on the lines below, the commands. */
function fixOf(group: readonly Objection[], typed: (args: readonly string[]) => string): string {
  const [first] = group
  if (first === undefined) return ''
  const commands = group.flatMap(({ wrangler }) => (wrangler === undefined ? [] : [typed(wrangler)]))
  return [first.fix ?? reasons[first.reason].fix, ...commands].join('\n')
}
