import { OutsideError } from '@suite/errors'
import type { TreeEntry } from '../changes.ts'
import { objectId } from '../names.ts'
import { changesReasons } from '../reasons.ts'
import { treeOf } from '../tree-entries.ts'
import type { Clone } from './program.ts'
import { readTree } from './tree-rows.ts'

/** The header ends with seconds since 1970 and an offset that changes nothing about them. */
const committer = /^committer .*> (-?\d{1,15}) [+-]\d{4}$/

/**
 * Returns every file, symlink and submodule of a commit by its path, with its mode.
 * @throws OutsideError `git-failed` if the clone lacks the commit or its trees
 */
export async function readEntries(clone: Clone, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  return treeOf(await readTree(clone, commit))
}

/**
 * Returns when a commit was committed, to the second. It is the same in a shallow clone.
 * @throws OutsideError `git-failed` if the clone lacks the commit, or no date can hold its time
 */
export async function readCommitTime({ git }: Clone, commit: string): Promise<Date> {
  const content = (await git('cat-file', 'commit', commit)).toString('latin1')
  const headers = content.slice(0, content.indexOf('\n\n')).split('\n')
  const seconds = headers.map((line) => committer.exec(line)?.[1]).find((found) => found !== undefined)
  const time = new Date(Number(seconds) * 1000)
  if (!objectId.test(commit) || Number.isNaN(time.getTime()))
    throw new OutsideError(changesReasons['git-failed'], `the commit ${commit} has no time that can be read`)
  return time
}
