import type { Changes, TreeEntry } from './changes.ts'
import { objectId, requireRevision } from './names.ts'
import { differenceOfTrees } from './tree-difference.ts'

/** The part of {@link Changes} that rests on whole trees. The tree of a commit id is read once. */
export function rememberTrees(
  read: (commit: string) => Promise<ReadonlyMap<string, TreeEntry>>,
): Pick<Changes, 'tree' | 'between'> {
  const known = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>()

  async function tree(commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const found = known.get(commit) ?? read(requireRevision(commit))
    // A ref may move to another commit. An id always names the same one.
    if (objectId.test(commit)) known.set(commit, found)
    return found
  }

  return {
    tree,
    async between(base, head) {
      const [before, after] = await Promise.all([tree(base), tree(head)])
      return differenceOfTrees(before, after)
    },
  }
}
