import type { Changes, Commit } from '@suite/changes'
import { differenceToParent } from '@suite/changes'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import * as answers from './answers.ts'
import { statusWords } from './status-words.ts'

/** GitHub lists so many files of a commit at most, and cuts the rest without a word. */
const longestList = 3_000

/** What a commit changes over its first parent: by GitHub's list, and by the trees where that may be cut. */
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
  // A commit may change nothing. That, too, is believed of the trees alone.
  const isWhole = files.length === rows.length && rows.length > 0 && rows.length < longestList
  return isWhole ? files : differenceToParent(trees, commit)
}
