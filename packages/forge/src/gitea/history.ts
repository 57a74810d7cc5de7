import type { Commit, History } from '@suite/changes'
import { commitsSince, edgesOf, findMergeBases, unrelatedHistories } from '@suite/changes'
import type { RestClient } from '@suite/rest'
import { comparisonRoute, incompleteComparison } from '../incomplete.ts'
import * as answers from './answers.ts'

/**
 * Returns the {@link History} of two commit ids. Gitea does not name the merge base; it lists the commits since one.
 * @throws UsageError `histories-unrelated` if the two have no common ancestor
 * @throws OutsideError `list-incomplete` if commits are missing
 */
export async function readHistory(client: RestClient, base: string, head: string): Promise<History> {
  const history = await partingOf(client, base, head)
  if (history.mergeBases.length === 0) throw unrelatedHistories(base, head)
  return history
}

/** Returns the history of two commits, without a merge base if they have no common ancestor. */
async function partingOf(client: RestClient, base: string, head: string): Promise<History> {
  const missing = (from: string, to: string) => commitsBetween(client, from, to)
  const commits = await missing(base, head)
  let listed: Promise<Commit[]> | undefined
  const behind = () => {
    listed ??= missing(head, base)
    return listed
  }
  const mergeBases = await findMergeBases({ base, head, ahead: commits, behind, missing })
  if (commits.length === 0 && base !== head && !edgesOf(await behind()).includes(head))
    throw incompleteComparison(
      `Gitea lists no commit from ${base} to ${head}, and none from ${head} to ${base} that descends from ${head}`,
    )
  return { mergeBases, commits: commitsSince(mergeBases, commits) }
}

/**
 * Returns the best common ancestor of two commits; undefined if there is none.
 * @throws OutsideError `list-incomplete` if commits are missing, or there are several best ones
 */
export async function findMergeBase(
  client: RestClient,
  base: string,
  head: string,
): Promise<string | undefined> {
  const { mergeBases } = await partingOf(client, base, head)
  if (mergeBases.length === 0) return undefined
  const [only, second] = mergeBases
  if (only !== undefined && second === undefined) return only
  throw incompleteComparison(
    `${base} and ${head} have merged each other, so they diverge at several commits`,
    'Merge the base into the branch, or rebase it, and run again.',
  )
}

/** Returns the commits of `head` since one of its merge bases with `base`, the oldest first. */
async function commitsBetween(client: RestClient, base: string, head: string): Promise<Commit[]> {
  const { data } = await client.ask({
    to: `list the commits from ${base} to ${head}`,
    permission: 'contents: read',
    route: comparisonRoute,
    path: { range: `${base}...${head}` },
    query: { files: false, verification: false, stat: false },
    answer: answers.comparison,
  })
  const { total_commits: total, commits } = data
  const isWhole = commits.length === total && (total === 0 || commits.some(({ sha }) => sha === head))
  if (isWhole)
    return commits
      .map(({ sha, parents }) => ({ id: sha, parents: parents.map((parent) => parent.sha) }))
      .reverse()
  throw incompleteComparison(
    `Gitea counts ${total} commits from ${base} to ${head}, and lists ${commits.length}`,
  )
}
