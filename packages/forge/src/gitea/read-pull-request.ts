import type { Changes } from '@suite/changes'
import { assemblePullRequest, type Batch } from '../assemble-pull-request.ts'
import { type StatusWords, toListedFile } from '../listed-file.ts'
import type { Expectation, PullRequest, PullRequestWithFiles } from '../ports/pull-requests.ts'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'
import { askCounted } from './pages.ts'

// What happened to a file, in the words of Gitea's API.
const words: StatusWords = {
  added: 'added',
  copied: 'copied',
  changed: 'modified',
  // Of no counted lines, such as a picture or a changed mode.
  unchanged: 'modified',
  deleted: 'removed',
  renamed: 'renamed',
}

/** Reads a pull request and its files as one parallel batch: its list has no end but the count that comes with it. */
export function readPullRequest(
  client: GiteaClient,
  changes: Changes,
  number: number,
  { changedFiles }: Expectation,
): Promise<PullRequestWithFiles> {
  const readOf = (expected: number) => readBatch(client, number, expected)
  return assemblePullRequest(changes, number, readOf, changedFiles)
}

async function readBatch(client: GiteaClient, number: number, expected: number): Promise<Batch> {
  const [{ pull, mergeBase }, pages] = await Promise.all([
    readPull(client, number),
    askCounted(
      client,
      {
        to: `list the files of pull request #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/pulls/{number}/files',
        path: { number },
        answer: answers.listedFiles,
      },
      expected,
    ),
  ])
  const listed = pages.map((page) => page.map((row) => toListedFile(row, words)))
  // The count of the list stands in for one that is left out: the list was held against it.
  const changedFiles = pull.changedFiles ?? pages.flat().length
  return { pull: { ...pull, changedFiles }, pages: listed, mergeBase }
}

/** A pull request, and where it left its base. */
export async function readPull(
  client: GiteaClient,
  number: number,
): Promise<{ readonly pull: PullRequest; readonly mergeBase: string | undefined }> {
  const { data } = await client.ask({
    to: `read pull request #${number}`,
    permission: 'pull-requests: read',
    route: 'GET /repos/{owner}/{repo}/pulls/{number}',
    path: { number },
    answer: answers.pullRequest(number),
  })
  const { base, head } = data
  const pull = {
    number,
    title: data.title,
    author: data.user?.login ?? '',
    head,
    base: { sha: base.sha, ref: base.ref },
    isOpen: data.state !== 'closed',
    mayBeRebased: base.repo?.allow_rebase !== false || base.repo.allow_rebase_explicit !== false,
    labels: [...new Set(data.labels.map(({ name }) => name))],
    changedFiles: data.changed_files ?? undefined,
  }
  return { pull, mergeBase: data.merge_base }
}
