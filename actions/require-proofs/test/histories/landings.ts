import type { DrawnRepository } from './repository.ts'

/** How git is set to let new files follow a folder that was moved. */
export const followings = ['true', 'false', 'conflict'] as const
export type Following = (typeof followings)[number]

/** The tree of a real merge; undefined where the two conflict. */
export async function treeOfMerge(
  { git }: DrawnRepository,
  [base, head]: readonly [string, string],
  following: Following,
): Promise<string | undefined> {
  const setting = `merge.directoryRenames=${following}`
  return (await git('-c', setting, 'merge-tree', '--write-tree', '--no-messages', base, head))?.trim()
}

/** The tree after a rebase, which drops merge commits and replays the others; undefined where one conflicts. */
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
    // A merge whose one merge base is the commit's parent is what a cherry-pick does.
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

/** The paths at which a tree differs from a commit. */
export async function changedPaths({ git }: DrawnRepository, base: string, tree: string): Promise<string[]> {
  const listed = await git('diff-tree', '-r', '-z', '--no-renames', '--name-only', base, tree)
  return (listed ?? '').split('\0').filter(Boolean)
}
