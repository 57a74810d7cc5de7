import type { ChangedFile, FileStatus } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { Changes } from '../changes.ts'
import type { Expectation, PullRequestWithFiles } from '../pull-requests.ts'
import type { GitHubClient } from './client.ts'
import { pageSize, range, readPages } from './pages.ts'

/** GitHub lists so many files of a pull request at most, and cuts the rest without a word. */
const longestList = 3_000

const statuses: Readonly<Record<string, FileStatus | undefined>> = {
  added: 'added',
  copied: 'copied',
  modified: 'modified',
  // A changed mode or kind; and a listed file of no counted lines, such as a picture, may say "unchanged".
  changed: 'modified',
  unchanged: 'modified',
  removed: 'removed',
  renamed: 'renamed',
}

interface Listed {
  readonly file: ChangedFile
  /** The head that the row was computed for, where the row tells. */
  readonly head: string | undefined
}

/**
 * Reads a pull request and its files as one parallel batch, then holds the parts against each other: the count,
 * and the head of every row. A list that is cut or does not add up is replaced by the difference of the trees; a
 * head that moves twice while it is read is given up.
 */
export async function readPullRequest(
  client: GitHubClient,
  changes: Changes,
  number: number,
  expectation: Expectation,
): Promise<PullRequestWithFiles> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const expected = attempt === 1 ? (expectation.changedFiles ?? 1) : longestList
    const read = await readOnce(client, changes, number, expected)
    if (read) return read
  }
  throw new OutsideError(
    'head-moved',
    `pull request #${number} was pushed to twice while it was read`,
    'Run again; the push has started a run of its own for the newer head.',
  )
}

async function readOnce(
  client: GitHubClient,
  changes: Changes,
  number: number,
  expected: number,
): Promise<PullRequestWithFiles | undefined> {
  const readPage = (page: number) => readFilePage(client, number, page)
  const hoped = Math.min(expected, longestList)
  const pagesHoped = range(1, Math.max(1, Math.ceil(hoped / pageSize)))
  const cut = expected > longestList
  const [pull, firstPages] = await Promise.all([
    readPull(client, number),
    cut ? [] : readPages(pagesHoped, readPage),
  ])
  if (pull.changedFiles === undefined || pull.changedFiles > longestList) return fromTrees(changes, pull)
  const pagesMissing = range(firstPages.length + 1, Math.ceil(pull.changedFiles / pageSize))
  const rows = [...firstPages, ...(await readPages(pagesMissing, readPage))].flatMap((page) => page.rows)

  const heads = new Set(rows.map(({ head }) => head).filter((head) => head !== undefined))
  const settled =
    heads.size === 0 && rows.length > 0 ? (await readPull(client, number)).head.sha : pull.head.sha
  if (settled !== pull.head.sha || [...heads].some((head) => head !== pull.head.sha)) return undefined
  const nameless = rows.some(({ file }) => file.status === 'renamed' && file.previousPath === undefined)
  if (rows.length !== pull.changedFiles || nameless) return fromTrees(changes, pull)
  return { ...pull, files: rows.map(({ file }) => file), filesFrom: 'list' }
}

async function fromTrees(changes: Changes, pull: Omit<PullRequestWithFiles, 'files' | 'filesFrom'>) {
  const base = await changes.mergeBase(pull.base.sha, pull.head.sha)
  const files = await changes.between(base, pull.head.sha)
  if (files.length === 0 && pull.changedFiles !== 0)
    throw new OutsideError(
      'list-incomplete',
      `pull request #${pull.number} changes ${pull.changedFiles ?? 'some'} files, but neither its list nor its trees show them`,
      'Run again; if it stays so, report it: nothing may be decided from an empty list.',
    )
  return { ...pull, files, filesFrom: 'trees' as const }
}

async function readPull(client: GitHubClient, number: number) {
  const { owner, repo } = client
  const { data } = await client.ask(
    { permission: 'pull-requests: read', to: `read pull request #${number}` },
    (octokit) =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { owner, repo, pull_number: number }),
  )
  if (data.number !== number || typeof data.head?.sha !== 'string' || !Array.isArray(data.labels))
    throw unexpected(number, 'the pull request')
  return {
    number,
    title: data.title,
    author: data.user?.login ?? '',
    head: { sha: data.head.sha, ref: data.head.ref },
    base: { sha: data.base.sha, ref: data.base.ref },
    labels: data.labels.map(({ name }) => name),
    changedFiles: typeof data.changed_files === 'number' ? data.changed_files : undefined,
  }
}

async function readFilePage(client: GitHubClient, number: number, page: number) {
  const { owner, repo } = client
  const { data, headers } = await client.ask(
    { permission: 'pull-requests: read', to: `list the files of pull request #${number}` },
    (octokit) =>
      octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
        owner,
        repo,
        pull_number: number,
        per_page: pageSize,
        page,
      }),
  )
  if (!Array.isArray(data)) throw unexpected(number, 'its list of files')
  const rows = data.map((row): Listed => {
    const status = statuses[row.status]
    if (status === undefined || typeof row.filename !== 'string')
      throw unexpected(number, 'its list of files')
    const previous = row.previous_filename
    return {
      file: { path: row.filename, status, ...(previous === undefined ? {} : { previousPath: previous }) },
      // A removed file is linked where it last was, not at the head.
      head: status === 'removed' ? undefined : headOf(row.contents_url),
    }
  })
  return { rows, link: headers.link }
}

function headOf(contentsUrl: string | undefined): string | undefined {
  return /[?&]ref=([0-9a-f]{40,64})$/.exec(contentsUrl ?? '')?.[1]
}

function unexpected(number: number, what: string): OutsideError {
  return new OutsideError(
    'outside-failed',
    `pull request #${number}: ${what} came in an unexpected shape`,
    'Run again; if it stays so, something between the runner and the forge alters its answers.',
  )
}
