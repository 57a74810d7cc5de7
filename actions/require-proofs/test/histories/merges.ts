import type { Clone } from './clone.ts'

/** The settings of git for new files in a moved folder. The third, `conflict`, lands a part of what these two land. */
export const followings = ['true', 'false'] as const
export type Following = (typeof followings)[number]

/** Returns the tree of a real merge; undefined if the two sides conflict. */
export async function treeOfMerge(
  { git }: Clone,
  ours: string,
  theirs: string,
  following: Following = 'true',
): Promise<string | undefined> {
  const setting = `merge.directoryRenames=${following}`
  return git(['-c', setting, 'merge-tree', '--write-tree', '--no-messages', ours, theirs])
}

/** Returns the id of a new commit. */
export async function commitTree({ git }: Clone, tree: string, parents: readonly string[]): Promise<string> {
  const id = await git(['commit-tree', '-m', 'Change', ...parents.flatMap((each) => ['-p', each]), tree])
  return id ?? ''
}

/**
 * Returns the last commit of a rebase, which drops merge commits and replays each other commit; undefined if one
 * conflicts.
 */
export async function rebase(
  clone: Clone,
  base: string,
  head: string,
  following: Following = 'true',
): Promise<string | undefined> {
  const range = ['rev-list', '--reverse', '--topo-order', '--no-merges', head, `^${base}`]
  const commits = ((await clone.git(range)) ?? '').split('\n').filter(Boolean)
  let tip = base
  for (const commit of commits) {
    // Its only merge base with the commit is the parent of the commit, so that merging them is a cherry-pick.
    const stand = await commitTree(clone, `${tip}^{tree}`, [`${commit}^`])
    const tree = await treeOfMerge(clone, stand, commit, following)
    if (tree === undefined) return undefined
    tip = await commitTree(clone, tree, [tip])
  }
  return tip
}
