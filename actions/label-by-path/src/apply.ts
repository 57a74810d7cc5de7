import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { PullRequests } from '@suite/forge'
import type { Writes } from '@suite/runner'
import type { Plan } from './decide.ts'

/**
 * Writes a plan and returns the labels that the pull request then has: created first, added in one request, and
 * only then taken off, so that a swap leaves no moment without either. In a dry run nothing is sent.
 *
 * @throws OutsideError `write-not-confirmed` when an answer does not show what was written
 */
export async function applyPlan(
  pullRequests: PullRequests,
  writes: Writes,
  number: number,
  present: readonly string[],
  { create, add, remove }: Plan,
): Promise<readonly string[]> {
  await Promise.all(
    create.map((label) =>
      writes.perform(`create the label ${label.name}`, () => pullRequests.createLabel(label)),
    ),
  )
  const expected = withoutAny([...present, ...add], remove)
  if (add.length > 0) {
    const shown = await writes.perform(`add ${add.join(', ')} to #${number}`, () =>
      pullRequests.addLabels(number, add),
    )
    if (shown) confirm(number, `adding ${add.join(', ')}`, withoutAny(add, shown).length === 0)
  }
  await Promise.all(
    remove.map(async (label) => {
      const left = await writes.perform(`take ${label} off #${number}`, () =>
        pullRequests.removeLabel(number, label),
      )
      if (left) confirm(number, `taking ${label} off`, withoutAny([label], left).length === 1)
    }),
  )
  return expected
}

function withoutAny(names: readonly string[], taken: readonly string[]): string[] {
  const folded = new Set(taken.map(foldLabelName))
  return names.filter((name) => !folded.has(foldLabelName(name)))
}

function confirm(number: number, what: string, holds: boolean): void {
  if (holds) return
  throw new OutsideError(
    'write-not-confirmed',
    `${what} on #${number} was accepted, but the answer does not show it`,
    'Look at the labels of the pull request, then run again.',
  )
}
