import { type Checkout, type Clone, createGitChanges, findCommit } from '@suite/changes/clone'
import { type Comparison, chooseLeft, settleLeft } from './comparison.ts'
import type { ComparedEvent, ComparisonProblem } from './left-side.ts'

/** Returns what is compared, or why nothing can be. Nothing is fetched. */
export async function findComparison(
  clone: Clone,
  checkout: Checkout,
  event: ComparedEvent,
  base: string | undefined,
): Promise<Comparison | ComparisonProblem> {
  const left = chooseLeft(event, base, checkout)
  if ('reason' in left) return left
  const changes = createGitChanges(clone.folder, clone.signal, clone.options)
  const found = await Promise.all(
    left.revisions.map(async (revision) => {
      const commit = await findCommit(clone, revision)
      const isAsked = commit !== undefined && left.by === 'merge-base'
      return { commit, mergeBase: isAsked ? await changes.mergeBase(commit, checkout.commit) : undefined }
    }),
  )
  return settleLeft(left, checkout, found)
}
