import type { Changes, Commit } from '@suite/changes'
import { differenceToParent } from '@suite/changes'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import * as answers from './answers.ts'
import { askPages } from './pages.ts'
import { statusWords } from './status-words.ts'

/** The highest number of files that GitHub lists of a commit. It truncates the rest without a notice. */
const longestList = 3_000

/**
 * Returns what a commit changes over its first parent: from GitHub's list, or from the trees if it may be truncated.
 * The list has no count. That there is no file after the last one shows that none is missing.
 */
export async function readCommitFiles(
  client: ForgeClient,
  trees: Pick<Changes, 'tree' | 'between'>,
  commit: Commit,
): ReturnType<Changes['ofCommit']> {
  const question = {
    to: `list the files of the commit ${commit.id}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/commits/{id}',
    path: { id: commit.id },
    answer: answers.filesOfCommit(commit.id),
  }
  const rows = await client.askAll(question)
  const files = rows.map((row) => toListedFile(row, statusWords).file).filter((file) => file !== undefined)
  const paths = new Set(files.map(({ path }) => path))
  // A commit may change nothing. Only the trees can show that.
  if (paths.size !== rows.length || rows.length === 0 || rows.length >= longestList)
    return differenceToParent(trees, commit)
  const [after] = await askPages(client, question, [rows.length + 1], 1)
  return after?.data.length === 0 ? files : differenceToParent(trees, commit)
}
