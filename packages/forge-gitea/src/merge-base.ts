import { OutsideError } from '@suite/errors'
import { forgeRestReasons } from '@suite/forge-rest/reasons'
import { unrelatedHistories } from '@suite/git'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'

/**
 * The best common ancestor of two commits. Gitea does not tell it; it tells the commits since then, so that it is
 * the parent among theirs that is none of them. Where history has crossed there are several, of which the best has
 * all others among its ancestors.
 *
 * @throws UsageError `histories-unrelated`
 * @throws OutsideError `list-incomplete` where the commits are not all there, or no parent is the best
 */
export async function findMergeBase(client: GiteaClient, base: string, head: string): Promise<string> {
  const commits = await commitsBetween(client, base, head)
  if (commits.length === 0) return head
  const inside = new Set(commits.map(({ sha }) => sha))
  const edges = [...new Set(commits.flatMap(({ parents }) => parents))].filter((sha) => !inside.has(sha))
  if (edges.length === 0) throw unrelatedHistories(base, head)
  for (const edge of edges) {
    const others = edges.filter((other) => other !== edge)
    const beyond = await Promise.all(others.map((other) => commitsBetween(client, edge, other)))
    if (beyond.every(({ length }) => length === 0)) return edge
  }
  throw new OutsideError(
    forgeRestReasons['list-incomplete'],
    `the commits from ${base} to ${head} do not tell where the two part`,
    'Merge the base into the branch, or rebase it, and run again.',
  )
}

/** The commits of `head` that `base` has not, with their parents. */
export async function commitsBetween(client: GiteaClient, base: string, head: string) {
  const { data } = await client.ask({
    to: `list the commits from ${base} to ${head}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/compare/{range}',
    path: { range: `${base}...${head}` },
    query: { files: false, verification: false, stat: false },
    answer: answers.comparison,
  })
  const { total_commits: total, commits } = data
  if (commits.length === total)
    return commits.map(({ sha, parents }) => ({ sha, parents: parents.map((parent) => parent.sha) }))
  throw new OutsideError(
    forgeRestReasons['list-incomplete'],
    `Gitea counts ${total} commits from ${base} to ${head}, and lists ${commits.length}`,
    'Run again; if it stays so, report it: nothing may be decided from a list that is cut.',
  )
}
