import { UsageError } from '@suite/errors'
import type { Changes } from './changes.ts'
import { changesReasons } from './reasons.ts'

/** Returns the error for two commits without a common ancestor. */
export function unrelatedHistories(base: string, head: string, options?: ErrorOptions): UsageError {
  return new UsageError(
    changesReasons['histories-unrelated'],
    `${base} and ${head} have no common ancestor`,
    'Rebase the branch onto its base: git rebase --onto <base> --root <branch>.',
    options,
  )
}

/**
 * Returns the best common ancestor of two commits, for a caller that can do nothing without one.
 * @throws UsageError `histories-unrelated` if there is none
 */
export async function requireMergeBase(
  changes: Pick<Changes, 'mergeBase'>,
  base: string,
  head: string,
): Promise<string> {
  const found = await changes.mergeBase(base, head)
  if (found !== undefined) return found
  throw unrelatedHistories(base, head)
}
