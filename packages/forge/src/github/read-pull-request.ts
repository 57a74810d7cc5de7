import type { ChangedFile } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { Changes } from '../changes.ts'
import type { Expectation, PullRequest, PullRequestWithFiles } from '../pull-requests.ts'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'
import { type ListedFile, toListedFile } from './listed-file.ts'
import { askPages, pagesOf, range } from './pages.ts'

/** GitHub lists so many files of a pull request at most, and cuts the rest without a word. */
const longestList = 3_000

/**
 * Reads a pull request and its files as one parallel batch, then holds the parts against each other: the count, and
 * the head of the rows. A list that is cut or does not add up is replaced by the difference of the trees; a head
 * that moves twice while it is read is given up.
 */
export async function readPullRequest(
  client: GitHubClient,
  changes: Changes,
  number: number,
  expectation: Expectation,
): Promise<PullRequestWithFiles> {
  let expected = expectation.changedFiles ?? 1
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { pull, pages } = await readBatch(client, number, expected)
    const files = pages.flat()
    if (files.every(({ head }) => head === undefined || head === pull.head.sha)) {
      const list = pages.every(tellsHead) && listOf(files)
      return list && list.length === pull.changedFiles
        ? { ...pull, files: list, filesFrom: 'list' }
        : fromTrees(changes, pull)
    }
    expected = pull.changedFiles ?? 1
  }
  throw new OutsideError(
    'head-moved',
    `pull request #${number} was pushed to twice while it was read`,
    'Run again; the push has started a run of its own for the newer head.',
  )
}

/** The pages that are expected go out with the pull request; those that it turns out to have besides follow. */
async function readBatch(client: GitHubClient, number: number, expected: number) {
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
  return { pull, pages: pages.map(({ data }) => data.map(toListedFile)) }
}

/** A page of nothing but removed files does not tell at which head it was computed. */
function tellsHead(page: readonly ListedFile[]): boolean {
  return page.length === 0 || page.some(({ head }) => head !== undefined)
}

/** The files of the rows; `undefined` where a row cannot be read, or stands there twice, as when rows have shifted. */
function listOf(rows: readonly ListedFile[]): ChangedFile[] | undefined {
  const files = rows.map(({ file }) => file).filter((file) => file !== undefined)
  const paths = new Set(files.map(({ path }) => path))
  return paths.size === rows.length ? files : undefined
}

async function fromTrees(changes: Changes, pull: PullRequest): Promise<PullRequestWithFiles> {
  const { number, base, head, changedFiles } = pull
  const files = await changes.between(await changes.mergeBase(base.sha, head.sha), head.sha)
  // A rename is two differences, so that there are at least as many as files.
  if (files.length >= (changedFiles ?? 1)) return { ...pull, files, filesFrom: 'trees' }
  throw new OutsideError(
    'list-incomplete',
    `pull request #${number} changes ${changedFiles ?? 'some'} files, but its list is cut and its trees show ${files.length}`,
    'Run again; if it stays so, report it: nothing may be decided from a list that is cut.',
  )
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
