import type { Changes } from '@suite/changes'
import { range } from '@suite/rest'
import { assemblePullRequest, type Batch } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import type { Expectation, PullRequestWithFiles } from '../ports/pull-requests.ts'
import * as answers from './answers.ts'
import { askPages, pagesOf } from './pages.ts'
import { readPull } from './read-pull.ts'
import { statusWords } from './status-words.ts'

/** GitHub lists so many files of a pull request at most, and cuts the rest without a word: such a list is not read. */
const longestList = 3_000

/** Reads a pull request and its files as one parallel batch. */
export function readPullRequest(
  client: ForgeClient,
  changes: Changes,
  number: number,
  { changedFiles }: Expectation,
): Promise<PullRequestWithFiles> {
  const readOf = (expected: number) => readBatch(client, number, expected)
  return assemblePullRequest(changes, number, readOf, changedFiles)
}

/** The pages that are expected go out with the pull request; those that it turns out to have besides follow. */
async function readBatch(client: ForgeClient, number: number, expected: number): Promise<Batch> {
  const question = {
    to: `list the files of pull request #${number}`,
    permission: 'pull-requests: read',
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/files',
    path: { number },
    answer: answers.listedFiles,
  }
  const wanted = range(1, expected >= longestList ? 0 : Math.max(1, pagesOf(expected)))
  const [{ pull }, ahead] = await Promise.all([readPull(client, number), askPages(client, question, wanted)])
  const { changedFiles = 0 } = pull
  const missing = range(ahead.length + 1, changedFiles >= longestList ? 0 : pagesOf(changedFiles))
  const pages = [...ahead, ...(await askPages(client, question, missing))]
  return {
    pull,
    pages: pages.map(({ data }) => data.map((row) => toListedFile(row, statusWords))),
    longest: longestList,
  }
}
