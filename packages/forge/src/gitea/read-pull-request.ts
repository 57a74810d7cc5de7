import type { Changes } from '@suite/changes'
import { assemblePullRequest, type Batch } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import type { Expectation, PullRequestWithFiles } from '../ports/pull-requests.ts'
import * as answers from './answers.ts'
import { askCounted } from './pages.ts'
import { readPull } from './read-pull.ts'
import { statusWords } from './status-words.ts'

/** Reads a pull request and its files as one parallel batch: its list has no end but the count that comes with it. */
export function readPullRequest(
  client: ForgeClient,
  changes: Changes,
  number: number,
  { changedFiles }: Expectation,
): Promise<PullRequestWithFiles> {
  const readOf = (expected: number) => readBatch(client, number, expected)
  return assemblePullRequest(changes, number, readOf, changedFiles)
}

async function readBatch(client: ForgeClient, number: number, expected: number): Promise<Batch> {
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
  const listed = pages.map((page) => page.map((row) => toListedFile(row, statusWords)))
  // The count of the list stands in for one that is left out: the list was held against it.
  const changedFiles = pull.changedFiles ?? pages.flat().length
  return { pull: { ...pull, changedFiles }, pages: listed, mergeBase }
}
