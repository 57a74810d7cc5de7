import type { Clone } from './clone.ts'
import { followings, rebase, treeOfMerge } from './merges.ts'

/** One way in which a change lands on its branch: the branch before and after it. */
export interface Landing {
  readonly how: string
  readonly before: string
  readonly after: string
}

/** What a landing changes, as this test sees it: nothing here is shared with the action. */
export interface Landed {
  /** Changed paths that ask for a proof. */
  readonly asking: readonly string[]
  /** Changed files that prove it. */
  readonly proofs: readonly string[]
}

/** Returns how a branch can land: by a merge, a squash (with the same tree) or a rebase, each done by real git. */
export async function landingsOf(
  clone: Clone,
  base: string,
  head: string,
  { mayBeRebased }: { readonly mayBeRebased: boolean },
): Promise<readonly Landing[]> {
  const ways = await Promise.all(
    followings.map(async (following) => {
      const [merged, rebased] = await Promise.all([
        treeOfMerge(clone, base, head, following),
        mayBeRebased ? rebase(clone, base, head, following) : undefined,
      ])
      const renames = `merge.directoryRenames=${following}`
      return [
        ...(merged === undefined ? [] : [{ how: `merge or squash, ${renames}`, after: merged }]),
        ...(rebased === undefined ? [] : [{ how: `rebase, ${renames}`, after: rebased }]),
      ]
    }),
  )
  const byTree = new Map<string, Landing>()
  for (const { how, after } of ways.flat()) {
    const tree = (await clone.git(['rev-parse', `${after}^{tree}`])) ?? ''
    if (!byTree.has(tree)) byTree.set(tree, { how, before: base, after: tree })
  }
  return [...byTree.values()]
}

/** Returns what a landing changes that matters. */
export async function lookAt({ git }: Clone, { before, after }: Landing): Promise<Landed> {
  const rows =
    (await git(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', before, after])) ?? ''
  const fields = rows.split('\0')
  const asking: string[] = []
  const candidates: { readonly id: string; readonly path: string }[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = '', , id = ''] = fields[at]?.split(' ') ?? []
    const path = fields[at + 1] ?? ''
    if (/^api\/(src(\/|$)|wrangler\.toml$)/.test(path)) asking.push(path)
    if (/^ops\/proofs\//.test(path) && mode.startsWith('100')) candidates.push({ id, path })
  }
  if (asking.length === 0 || candidates.length === 0) return { asking, proofs: [] }
  const known = (await git(['ls-tree', '-r', before])) ?? ''
  const proofs: string[] = []
  for (const { id, path } of candidates)
    if (!known.includes(id) && /\w/.test((await git(['cat-file', 'blob', id])) ?? '')) proofs.push(path)
  return { asking, proofs }
}

/** Returns the paths that a branch changes since it left its base, which is what a forge lists. */
export async function listedPaths({ git }: Clone, base: string, head: string): Promise<ReadonlySet<string>> {
  return new Set(
    ((await git(['diff', '-z', '--name-only', '--no-renames', `${base}...${head}`])) ?? '').split('\0'),
  )
}

/** Returns whether a landing needs a proof that it lacks. */
export function lacksProof({ asking, proofs }: Landed): boolean {
  return asking.length > 0 && proofs.length === 0
}
