import { OutsideError } from '@suite/errors'
import { objectId, requireRevision } from '../names.ts'
import { changesReasons } from '../reasons.ts'
import { kindOf } from '../tree-entries.ts'
import { flagIn, idIn, unknownAnswer } from './answers.ts'
import type { Clone } from './program.ts'
import { readTree } from './tree-rows.ts'

/** The commit that is checked out in a clone. */
export interface Checkout {
  readonly commit: string
  /** As the commit names them; the clone may not have them. */
  readonly parents: readonly string[]
  /** Whether the history of the clone is cut off. */
  readonly isShallow: boolean
}

/** @throws OutsideError `git-failed` if nothing is checked out */
export async function readCheckout({ git }: Clone): Promise<Checkout> {
  const [head, shallow] = await Promise.all([
    git('rev-parse', '--verify', 'HEAD^{commit}'),
    git('rev-parse', '--is-shallow-repository'),
  ])
  const commit = idIn(head, 'rev-parse')
  const isShallow = flagIn(shallow, 'rev-parse --is-shallow-repository')
  // In a shallow clone, every other command hides the parents that are not there.
  const content = (await git('cat-file', 'commit', commit)).toString('utf8')
  const end = content.indexOf('\n\n')
  if (!content.startsWith('tree ') || end === -1) throw unknownAnswer(`cat-file commit ${commit}`, content)
  const headers = content.slice(0, end).split('\n')
  const parents = headers.flatMap((line) =>
    line.startsWith('parent ') ? [line.slice('parent '.length)] : [],
  )
  if (!parents.every((id) => objectId.test(id)))
    throw new OutsideError(changesReasons['git-failed'], `the commit ${commit} cannot be read`)
  return { commit, parents, isShallow }
}

/**
 * Returns the id of the commit that a full ref or a commit id names; undefined if the clone does not have it.
 * @throws UsageError `input-invalid` for what names no commit for certain
 */
export async function findCommit({ findWithGit }: Clone, revision: string): Promise<string | undefined> {
  const found = await findWithGit('rev-parse', '--verify', '--quiet', `${requireRevision(revision)}^{commit}`)
  return found && idIn(found, 'rev-parse')
}

/** Returns the paths of the files and symlinks of the commit that is checked out, sorted as git sorts them. */
export async function trackedPaths(clone: Clone): Promise<readonly string[]> {
  const rows = await readTree(clone, 'HEAD')
  return rows.filter((row) => kindOf(row) !== 'submodule').map(({ path }) => path)
}
