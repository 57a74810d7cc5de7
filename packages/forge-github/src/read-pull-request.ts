import type { Changes, Expectation, PullRequest, PullRequestWithFiles } from '@suite/forge-ports'
import { assemblePullRequest, type Batch, type StatusWords, toListedFile } from '@suite/forge-rest'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'
import { askPages, pagesOf, range } from './pages.ts'

/** GitHub lists so many files of a pull request at most, and cuts the rest without a word. */
const longestList = 3_000

// What happened to a file, in the words of GitHub's API.
const words: StatusWords = {
  added: 'added',
  copied: 'copied',
  modified: 'modified',
  // A changed mode or kind; and a listed file of no counted lines, such as a picture, may say "unchanged".
  changed: 'modified',
  unchanged: 'modified',
  removed: 'removed',
  renamed: 'renamed',
}

/** Reads a pull request and its files as one parallel batch. */
export function readPullRequest(
  client: GitHubClient,
  changes: Changes,
  number: number,
  { changedFiles }: Expectation,
): Promise<PullRequestWithFiles> {
  const readOf = (expected: number) => readBatch(client, number, expected)
  return assemblePullRequest(changes, number, readOf, changedFiles)
}

/** The pages that are expected go out with the pull request; those that it turns out to have besides follow. */
async function readBatch(client: GitHubClient, number: number, expected: number): Promise<Batch> {
  const question = {
    to: `list the files of pull request #${number}`,
    permission: 'pull-requests: read',
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/files',
    with: { number },
    answer: answers.listedFiles,
  }
  const wanted = range(1, expected > longestList ? 0 : Math.max(1, pagesOf(expected)))
  const [pull, ahead] = await Promise.all([readPull(client, number), askPages(client, question, wanted)])
  const { changedFiles = 0 } = pull
  const missing = range(ahead.length + 1, changedFiles > longestList ? 0 : pagesOf(changedFiles))
  const pages = [...ahead, ...(await askPages(client, question, missing))]
  return { pull, pages: pages.map(({ data }) => data.map((row) => toListedFile(row, words))) }
}

async function readPull(client: GitHubClient, number: number): Promise<PullRequest> {
  const { data } = await client.ask({
    to: `read pull request #${number}`,
    permission: 'pull-requests: read',
    route: 'GET /repos/{owner}/{repo}/pulls/{number}',
    with: { number },
    answer: answers.pullRequest(number),
  })
  return {
    number,
    title: data.title,
    author: data.user?.login ?? '',
    head: data.head,
    base: data.base,
    labels: data.labels.map(({ name }) => name),
    changedFiles: data.changed_files,
  }
}
