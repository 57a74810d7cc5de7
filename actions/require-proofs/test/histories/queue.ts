import type { Clone } from './clone.ts'
import { commitTree, rebase, treeOfMerge } from './merges.ts'
import type { Landing } from './oracle.ts'

/** How a merge queue lands its entries. */
export const methods = ['merge', 'squash', 'rebase'] as const
export type Method = (typeof methods)[number]

/** An entry of a merge queue. */
export interface Entry extends Landing {
  readonly topic: string
}

/**
 * Returns the entries of a merge queue, each based on the one before it. A pull request that conflicts, or has nothing
 * new, is not in the queue.
 */
export async function queueUp(
  clone: Clone,
  base: string,
  heads: readonly (readonly [topic: string, head: string])[],
  method: Method,
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (const [topic, head] of heads) {
    const before = entries.at(-1)?.after ?? base
    if ((await clone.git(['merge-base', '--is-ancestor', head, before])) !== undefined) continue
    const after = await enqueue(clone, before, head, method)
    if (after !== undefined) entries.push({ topic, how: `queue, ${method}`, before, after })
  }
  return entries
}

async function enqueue(
  clone: Clone,
  before: string,
  head: string,
  method: Method,
): Promise<string | undefined> {
  if (method === 'rebase') {
    const rebased = await rebase(clone, before, head)
    return rebased === before ? undefined : rebased
  }
  const tree = await treeOfMerge(clone, before, head)
  if (tree === undefined) return undefined
  return commitTree(clone, tree, method === 'squash' ? [before] : [before, head])
}
