import type { Commit, History } from '@suite/changes'
import { findMergeBases } from '@suite/changes'
import { isRefusal, range } from '@suite/rest'
import type { z } from 'zod/mini'
import type { ForgeClient } from '../client.ts'
import { comparisonRoute, incompleteComparison } from '../incomplete.ts'
import { toListedFile } from '../listed-file.ts'
import * as answers from './answers.ts'
import { askPages, pagesOf } from './pages.ts'
import { statusWords } from './status-words.ts'

/** The highest number of files that GitHub lists of a comparison. */
const longestList = 300

/** The highest number of commits that are read of a branch. */
const mostCommits = 2_000

type ShownCommit = z.infer<typeof answers.comparison>['merge_base_commit']

/** GitHub's comparison of two commits, with all commits of the second that the first does not have. */
export interface Comparison {
  /** One of the merge bases. */
  readonly mergeBase: string
  readonly commits: readonly Commit[]
  /** The ids of the trees of commits that the answer shows, by commit. */
  readonly treeIds: ReadonlyMap<string, string>
  /** What the second changes over the merge base; undefined if the list may be truncated. */
  readonly files: History['files']
}

/**
 * Returns the {@link History} of two commit ids, from their comparison.
 * @throws UsageError `histories-unrelated` if the two have no common ancestor
 * @throws OutsideError `list-incomplete` if commits are missing, or there are too many
 */
export async function historyOf(
  client: ForgeClient,
  [base, head]: readonly [string, string],
  { mergeBase, commits, files }: Comparison,
): Promise<History> {
  if (mergeBase === base || mergeBase === head) return { mergeBases: [mergeBase], commits, files }
  // Two ancestors without a common ancestor: neither is an ancestor of the other.
  const missing = async (from: string, to: string) =>
    (await compare(client, from, to))?.commits ?? [{ id: to, parents: [] }]
  const mergeBases = await findMergeBases({ base, head, ahead: commits, behind: undefined, missing })
  if (mergeBases.includes(mergeBase)) return { mergeBases, commits, files }
  throw incompleteComparison(
    `GitHub says that ${base} and ${head} part at ${mergeBase}, which its commits do not show`,
  )
}

/**
 * Returns GitHub's comparison of two commits; undefined if they have no common ancestor.
 * @throws OutsideError `list-incomplete` if commits are missing, or there are too many
 */
export async function compare(
  client: ForgeClient,
  base: string,
  head: string,
): Promise<Comparison | undefined> {
  const question = {
    to: `list the commits from ${base} to ${head}`,
    permission: 'contents: read',
    route: comparisonRoute,
    path: { range: `${base}...${head}` },
    answer: answers.comparison,
  }
  try {
    const [first] = await askPages(client, question, [1])
    if (first === undefined) throw new Error('one page was asked for')
    const { total_commits: total, merge_base_commit: mergeBase } = first.data
    if (total > mostCommits) throw incompleteComparison(`there are ${total} commits from ${base} to ${head}`)
    const rest = await askPages(client, question, range(2, pagesOf(total)))
    const commits = [first, ...rest].flatMap(({ data }) => data.commits.map(toCommit))
    requireWhole(commits, { total, base, head, mergeBase: mergeBase.sha })
    const shown = [first.data.base_commit, mergeBase, ...[first, ...rest].flatMap(({ data }) => data.commits)]
    return {
      mergeBase: mergeBase.sha,
      commits,
      treeIds: treeIdsOf(shown),
      files: filesOf(first.data.files ?? []),
    }
  } catch (error) {
    if (isUnrelated(error)) return undefined
    throw error
  }
}

/** Returns whether GitHub refused a comparison because the two commits have no common ancestor. */
export function isUnrelated(error: unknown): boolean {
  return isRefusal(error, 404, 'No common ancestor')
}

/** Returns the files of the first page, which alone has them; undefined for an empty or full list. */
function filesOf(rows: Parameters<typeof toListedFile>[0][]): History['files'] {
  const files = rows.map((row) => toListedFile(row, statusWords).file).filter((file) => file !== undefined)
  const isWhole = files.length === rows.length && rows.length > 0 && rows.length < longestList
  return isWhole ? files : undefined
}

function treeIdsOf(shown: readonly (ShownCommit | undefined)[]): ReadonlyMap<string, string> {
  return new Map(
    shown.flatMap((each): [string, string][] => {
      const tree = each?.commit?.tree?.sha
      return each === undefined || tree === undefined ? [] : [[each.sha, tree]]
    }),
  )
}

function toCommit({ sha, parents }: { sha: string; parents: readonly { sha: string }[] }): Commit {
  return { id: sha, parents: parents.map((parent) => parent.sha) }
}

/** Requires as many commits as GitHub counts, and the head among them unless it is an ancestor of the base. */
function requireWhole(
  commits: readonly Commit[],
  { total, base, head, mergeBase }: { total: number; base: string; head: string; mergeBase: string },
): void {
  const ids = new Set(commits.map(({ id }) => id))
  if (ids.size !== total || commits.length !== total)
    throw incompleteComparison(
      `GitHub counts ${total} commits from ${base} to ${head}, and lists ${commits.length}`,
    )
  if (total === 0 ? mergeBase !== head : !ids.has(head))
    throw incompleteComparison(`GitHub lists the commits from ${base} to ${head} without the last of them`)
}
