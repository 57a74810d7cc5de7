import type { ChangedFile } from './changed-file.ts'
import type { Changes, Commit, TreeEntry } from './changes.ts'

/**
 * Returns what differs between two trees, by path. A rename is a removal and an addition, so that both of its paths are
 * in the list. A changed kind (a file that became a symlink) or executable bit is a modification.
 */
export function differenceOfTrees(
  before: ReadonlyMap<string, TreeEntry>,
  after: ReadonlyMap<string, TreeEntry>,
): ChangedFile[] {
  const changed: ChangedFile[] = []
  for (const [path, entry] of after) {
    const old = before.get(path)
    if (old === undefined) changed.push({ path, status: 'added' })
    else if (!isSame(old, entry)) changed.push({ path, status: 'modified' })
  }
  for (const path of before.keys()) if (!after.has(path)) changed.push({ path, status: 'removed' })
  return changed.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function isSame(a: TreeEntry, b: TreeEntry): boolean {
  return a.id === b.id && a.kind === b.kind && a.executable === b.executable
}

/** Returns what differs between the trees of a commit and of its first parent; the whole tree if it has no parent. */
export async function differenceToParent(
  { tree, between }: Pick<Changes, 'tree' | 'between'>,
  { id, parents: [parent] }: Commit,
): Promise<readonly ChangedFile[]> {
  return parent === undefined ? differenceOfTrees(new Map(), await tree(id)) : between(parent, id)
}
