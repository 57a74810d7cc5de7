import { posix } from 'node:path'
import { OutsideError } from '@suite/errors'
import type { Changes } from '../changes.ts'
import { isPath, objectId, requirePath, requireRevision } from '../names.ts'
import { decodePath } from '../path-bytes.ts'
import { changesReasons } from '../reasons.ts'
import { differenceToParent } from '../tree-difference.ts'
import { kindOf, notAFile, type TreeRow, treeOf } from '../tree-entries.ts'
import { rememberTrees } from '../tree-memory.ts'
import { unrelatedHistories } from '../unrelated-histories.ts'
import { flagIn, idIn, idsIn, unknownAnswer } from './answers.ts'
import { createGit, fetchWhole, type GitOptions } from './program.ts'
import { readTree, rowsIn } from './tree-rows.ts'

const loneSurrogate = /\p{Cs}/u

/**
 * Returns {@link Changes} that read a local clone, without fetching.
 * @throws UsageError `input-invalid` for a name or path that git would not write so
 * @throws OutsideError if the clone lacks what is asked for; the message says what to fetch
 */
export function createGitChanges(clone: string, signal: AbortSignal, options?: GitOptions): Changes {
  const { git, findWithGit } = createGit(clone, signal, options)

  const blob: Changes['blob'] = async (id) => git('cat-file', 'blob', requireRevision(id))

  const rowAt = async (path: string, ref: string): Promise<TreeRow | undefined> => {
    // An argument is text, so a name that is not UTF-8 cannot be asked for.
    const rows = loneSurrogate.test(path)
      ? await readTree({ git }, ref)
      : rowsIn(await git('ls-tree', '-z', '-l', '--full-tree', ref, '--', path))
    return rows.find((row) => row.path === path)
  }

  const followed = async (link: TreeRow, ref: string): Promise<TreeRow | undefined> => {
    const target = decodePath(await blob(link.id))
    const path = posix.join(posix.dirname(link.path), target)
    return posix.isAbsolute(target) || !isPath(path) ? undefined : rowAt(path, ref)
  }

  const trees = rememberTrees(async (commit) => treeOf(await readTree({ git }, commit)))

  const isThere = async (commit: string) => (await findWithGit('cat-file', '-e', commit)) !== undefined

  /** Returns undefined if the clone does not have the base. */
  const mergeBasesOf = async (base: string, head: string): Promise<string[] | undefined> => {
    const range = [base, head].map(requireRevision)
    const [shallow, found] = await Promise.all([
      git('rev-parse', '--is-shallow-repository'),
      findWithGit('merge-base', '--all', ...range).catch((error: Error) => error),
    ])
    // If history is cut off, git may find an older ancestor than the best, or none.
    if (flagIn(shallow, 'rev-parse --is-shallow-repository'))
      throw new OutsideError(
        changesReasons['git-failed'],
        `the clone is shallow, so it does not show where ${base} and ${head} diverge`,
        fetchWhole,
      )
    if (!(found instanceof Error)) return found === undefined ? [] : [...idsIn(found, 'merge-base')]
    if (!(await isThere(head))) throw missingCommit(head, { cause: found })
    if (!(await isThere(base))) return undefined
    throw found
  }

  return {
    ...trees,
    blob,
    async commitOfTag(id) {
      const object = idIn(await git('rev-parse', '--verify', `${requireRevision(id)}^{}`), 'rev-parse')
      const type = (await git('cat-file', '-t', object)).toString().trim()
      return type === 'commit' ? object : undefined
    },
    async commitAt(ref) {
      return idIn(await git('rev-parse', '--verify', `${requireRevision(ref)}^{commit}`), 'rev-parse')
    },
    async mergeBase(base, head) {
      const found = await mergeBasesOf(base, head)
      return found?.[0]
    },
    async history(base, head) {
      const listing = ['--reverse', '--topo-order', '--parents', requireRevision(head)]
      const [mergeBases, listed] = await Promise.all([
        mergeBasesOf(base, head),
        git('rev-list', ...listing, `^${requireRevision(base)}`).catch((error: Error) => error),
      ])
      if (mergeBases === undefined) throw missingCommit(base)
      if (mergeBases.length === 0) throw unrelatedHistories(base, head)
      if (listed instanceof Error) throw listed
      const commits = linesOf(listed).map((line) => {
        const [id = '', ...parents] = line.split(' ').map((each) => idIn(Buffer.from(each), 'rev-list'))
        return { id, parents }
      })
      // Only of a head that the base contains is there nothing to list.
      if (commits.length === 0 && objectId.test(head) && !mergeBases.includes(head))
        throw unknownAnswer('rev-list', '')
      return { mergeBases, commits }
    },
    ofCommit: (commit) => differenceToParent(trees, commit),
    async read(path, ref) {
      const row = await rowAt(requirePath(path), requireRevision(ref))
      if (row === undefined) return undefined
      const kind = kindOf(row)
      const file = kind === 'symlink' ? await followed(row, ref) : row
      if (file === undefined || kindOf(file) !== 'file') throw notAFile(path, ref, kind)
      return { path, bytes: await blob(file.id) }
    },
  }
}

function missingCommit(commit: string, options?: ErrorOptions): OutsideError {
  return new OutsideError(
    changesReasons['git-failed'],
    `the clone does not have the commit ${commit}, although it is not shallow`,
    'Fetch all branches: fetch-depth: 0 in actions/checkout. A commit that was replaced by a forced push is on no branch.',
    options,
  )
}

function linesOf(output: Buffer): string[] {
  return output.toString().split('\n').filter(Boolean)
}
