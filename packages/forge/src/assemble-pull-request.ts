import { type ChangedFile, type Changes, requireMergeBase } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import type { ListedFile } from './listed-file.ts'
import type { PullRequest, PullRequestWithFiles } from './ports/pull-requests.ts'
import { forgeReasons } from './reasons.ts'

/** A pull request and the pages of its list of files, which were read at the same time. */
export interface Batch {
  readonly pull: PullRequest
  readonly pages: readonly (readonly ListedFile[])[]
  /** The highest number of files that the forge lists: a list of that length may be truncated. */
  readonly longest?: number | undefined
  /** Its merge base, if the forge gives it. */
  readonly mergeBase?: string | undefined
}

/**
 * Returns a pull request with all of its files. The parts that were read as one batch must agree: the count, and the
 * head of the rows. If the list is truncated, may be truncated, or differs from its count, the difference of the trees
 * replaces it. If the head moves while it is read, it is read once more.
 *
 * @param readBatch receives the number of files that are expected
 * @throws OutsideError `head-moved` if the head moves twice; `list-incomplete` if the trees have fewer files than the
 *   count
 */
export async function assemblePullRequest(
  changes: Changes,
  number: number,
  readBatch: (expected: number) => Promise<Batch>,
  expectedAtFirst = 1,
): Promise<PullRequestWithFiles> {
  let expected = expectedAtFirst
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const batch = await readBatch(expected)
    const { pull, pages } = batch
    const files = pages.flat()
    if (files.every(({ head }) => head === undefined || head === pull.head.sha)) {
      const list = pages.every(tellsHead) ? listOf(files) : undefined
      return list && isWhole(list, batch)
        ? { ...pull, files: list, filesFrom: 'list' }
        : fromTrees(changes, batch)
    }
    expected = pull.changedFiles ?? 1
  }
  throw new OutsideError(
    forgeReasons['head-moved'],
    `pull request #${number} was pushed to twice while it was read`,
    'Run again; the push has started a run of its own for the newer head.',
  )
}

/** An empty list that is counted as empty may still hide files. So may one that is as long as a list can be. */
function isWhole({ length }: readonly ChangedFile[], { pull, longest = Infinity }: Batch): boolean {
  return length === pull.changedFiles && length > 0 && length < longest
}

/** A page with only removed files does not name the head that it was computed for. */
function tellsHead(page: readonly ListedFile[]): boolean {
  return page.length === 0 || page.some(({ head }) => head !== undefined)
}

/** Returns the files of the rows; undefined if a row cannot be read or occurs twice, as when rows have shifted. */
function listOf(rows: readonly ListedFile[]): ChangedFile[] | undefined {
  const files = rows.map(({ file }) => file).filter((file) => file !== undefined)
  const paths = new Set(files.map(({ path }) => path))
  return paths.size === rows.length ? files : undefined
}

async function fromTrees(changes: Changes, { pull, mergeBase }: Batch): Promise<PullRequestWithFiles> {
  const { number, base, head, changedFiles } = pull
  const [parted] = await Promise.all([
    mergeBase ?? requireMergeBase(changes, base.sha, head.sha),
    // The trees are read at the same time, and kept.
    changes.tree(head.sha),
  ])
  const files = await changes.between(parted, head.sha)
  // A rename is two differences, so there are at least as many differences as files.
  if (files.length >= (changedFiles ?? 1)) return { ...pull, files, filesFrom: 'trees' }
  throw new OutsideError(
    forgeReasons['list-incomplete'],
    `pull request #${number} changes ${changedFiles ?? 'some'} files, but its list is truncated and its trees show ${files.length}`,
    'Run again; if it happens again, report it: the action cannot decide from a truncated list.',
  )
}
