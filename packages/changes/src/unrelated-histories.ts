import { UsageError } from '@suite/errors'
import { changesReasons } from './reasons.ts'

/** Two commits without a common ancestor: no forge can tell what one changes over the other. */
export function unrelatedHistories(base: string, head: string, options?: ErrorOptions): UsageError {
  return new UsageError(
    changesReasons['histories-unrelated'],
    `${base} and ${head} have no common ancestor`,
    'Rebase the branch onto its base: git rebase --onto <base> --root <branch>.',
    options,
  )
}
