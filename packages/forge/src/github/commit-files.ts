import type { Changes, Commit } from '@suite/changes'
import { differenceToParent } from '@suite/changes'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import * as answers from './answers.ts'
import { statusWords } from './status-words.ts'

/** The highest number of files that GitHub lists of a commit. It truncates the rest without a notice. */
const longestList = 3_000

/**
 * Returns what a commit changes over its first parent: from GitHub's list, or from the trees if it may be truncated.
 */
export async function readCommitFiles(
  client: ForgeClient,
  trees: Pick<Changes, 'tree' | 'between'>,
  commit: Commit,
): ReturnType<Changes['ofCommit']> {
  const rows = await client.askAll({
    to: `list the files of the commit ${commit.id}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/commits/{id}',
    path: { id: commit.id },
    answer: answers.filesOfCommit,
  })
  const files = rows.map((row) => toListedFile(row, statusWords).file).filter((file) => file !== undefined)
  // A commit may change nothing. Only the trees can show that.
  const isWhole = files.length === rows.length && rows.length > 0 && rows.length < longestList
  return isWhole ? files : differenceToParent(trees, commit)
}
