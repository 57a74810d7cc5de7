import type { DrawnRepository } from './repository.ts'

/** The settings of git for new files that follow a moved folder. */
export const followings = ['true', 'false', 'conflict'] as const
export type Following = (typeof followings)[number]

/** Returns the tree of a real merge; undefined if the two sides conflict. */
export async function treeOfMerge(
  { git }: DrawnRepository,
  [base, head]: readonly [string, string],
  following: Following,
): Promise<string | undefined> {
  const setting = `merge.directoryRenames=${following}`
  return (await git('-c', setting, 'merge-tree', '--write-tree', '--no-messages', base, head))?.trim()
}

/**
 * Returns the tree after a rebase, which drops merge commits and replays the others; undefined if one conflicts.
 */
export async function treeOfRebase(
  repository: DrawnRepository,
  [base, head]: readonly [string, string],
  following: Following,
): Promise<string | undefined> {
  const { git } = repository
  const listed = (await git('rev-list', '--reverse', '--topo-order', '--no-merges', head, `^${base}`)) ?? ''
  return replay(repository, base, listed.split('\n').filter(Boolean), following)
}

async function replay(
  repository: DrawnRepository,
  base: string,
  commits: readonly string[],
  following: Following,
): Promise<string | undefined> {
  const { git } = repository
  let tree = (await git('rev-parse', `${base}^{tree}`))?.trim() ?? ''
  for (const commit of commits) {
    // A merge whose only merge base is the parent of the commit equals a cherry-pick.
    const parent = `${commit}^`
    const [ours, theirs] = await Promise.all(
      [tree, `${commit}^{tree}`].map(async (each) =>
        (await git('commit-tree', '-m', 'x', '-p', parent, each))?.trim(),
      ),
    )
    const merged = await treeOfMerge(repository, [ours ?? '', theirs ?? ''], following)
    if (merged === undefined) return undefined
    tree = merged
  }
  return tree
}

/** Returns the paths at which a tree differs from a commit. */
export async function changedPaths({ git }: DrawnRepository, base: string, tree: string): Promise<string[]> {
  const listed = await git('diff-tree', '-r', '-z', '--no-renames', '--name-only', base, tree)
  return (listed ?? '').split('\0').filter(Boolean)
}
