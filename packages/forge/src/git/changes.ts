import { UsageError } from '@suite/errors'
import type { Changes, TreeEntry } from '../changes.ts'
import { differenceOfTrees } from '../tree-difference.ts'
import { createGit } from './program.ts'

const kinds: Readonly<Record<string, TreeEntry['kind'] | undefined>> = {
  '100644': 'file',
  '100755': 'file',
  '120000': 'symlink',
  '160000': 'submodule',
}

/** {@link Changes} from a local clone. What is asked for must be in it: nothing is fetched. */
export function createGitChanges(clone: string, signal: AbortSignal): Changes {
  const git = createGit(clone, signal)
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>()

  const tree: Changes['tree'] = (commit) => {
    const known = trees.get(commit) ?? listTree(commit)
    trees.set(commit, known)
    return known
  }

  const listTree = async (commit: string) => {
    const listing = await git('ls-tree', '-r', '-z', '--full-tree', requireRevision(commit))
    return new Map(recordsIn(listing).map((record) => [record.path, record]))
  }

  const blob: Changes['blob'] = (id) => git('cat-file', 'blob', requireRevision(id))

  return {
    tree,
    blob,
    async between(base, head) {
      const [before, after] = await Promise.all([tree(base), tree(head)])
      return differenceOfTrees(before, after)
    },
    async mergeBase(base, head) {
      return (await git('merge-base', requireRevision(base), requireRevision(head))).toString('utf8').trim()
    },
    async read(path, ref) {
      const listing = await git('ls-tree', '-z', '--full-tree', requireRevision(ref), '--', path)
      const [entry] = recordsIn(listing)
      if (entry === undefined) return undefined
      if (entry.kind !== 'file' || entry.path !== path)
        throw new UsageError(
          'not-a-file',
          `${path} at ${ref} is a ${entry.kind}, not a file`,
          'Give the path of a regular file.',
        )
      return { path, bytes: await blob(entry.id) }
    },
  }
}

/** `<mode> SP <type> SP <id> TAB <path>`, each ended by NUL. @see https://git-scm.com/docs/git-ls-tree */
function recordsIn(listing: Buffer): TreeEntry[] {
  return listing
    .toString('utf8')
    .split('\0')
    .flatMap((record): TreeEntry[] => {
      const tab = record.indexOf('\t')
      const [mode = '', , id] = record.slice(0, tab).split(' ')
      const kind = kinds[mode]
      return tab > 0 && kind && id ? [{ path: record.slice(tab + 1), kind, id }] : []
    })
}

/** A revision that git cannot take for an option. */
function requireRevision(text: string): string {
  if (/^[0-9A-Za-z_/][\w./@^~{}-]*$/.test(text)) return text
  throw new UsageError(
    'input-invalid',
    `${JSON.stringify(text)} is no revision`,
    'Give a commit id or a ref.',
  )
}
