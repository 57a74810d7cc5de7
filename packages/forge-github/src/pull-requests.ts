import { OutsideError } from '@suite/errors'
import type { Changes, PullRequests, Review } from '@suite/forge-ports'
import { forgeRestReasons } from '@suite/forge-rest/reasons'
import { inParallel } from '@suite/http'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'
import { createGitHubComments } from './comments.ts'
import { createGitHubLabels } from './labels.ts'
import { askAll, askPages, pagesOf, range } from './pages.ts'
import { createGitHubPeople } from './people.ts'
import { readPullRequest } from './read-pull-request.ts'
import { readReplacements } from './replacements.ts'

const reviewStates: Readonly<Record<string, Review['state'] | undefined>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
}

/** {@link PullRequests} over GitHub's REST API. */
export function createGitHubPullRequests(client: GitHubClient, changes: Changes): PullRequests {
  return {
    ...createGitHubLabels(client),
    ...createGitHubComments(client),
    ...createGitHubPeople(client),
    read: (number, expectation = {}) => readPullRequest(client, changes, number, expectation),
    async inRange(base, head) {
      const commits = await commitsBetween(client, base, head)
      const found = await inParallel(10, commits, (commit) =>
        askAll(client, {
          to: `find the pull requests of ${commit}`,
          permission: 'pull-requests: read',
          route: 'GET /repos/{owner}/{repo}/commits/{commit}/pulls',
          with: { commit },
          answer: answers.pullNumbers,
        }),
      )
      return [...new Set(found.flat().map(({ number }) => number))]
    },
    async reviews(number) {
      const rows = await askAll(client, {
        to: `read the reviews of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
        with: { number },
        answer: answers.reviews,
      })
      return rows.map(({ id, user, state, commit_id, submitted_at }) => ({
        id,
        author: user?.login ?? '',
        // A state that is not known approves nothing.
        state: reviewStates[state] ?? 'commented',
        commit: commit_id ?? '',
        submittedAt: submitted_at ?? '',
      }))
    },
    replacements: (number, reviews) => readReplacements(client, number, reviews),
  }
}

async function commitsBetween(client: GitHubClient, base: string, head: string): Promise<string[]> {
  const question = {
    to: `list the commits from ${base} to ${head}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/compare/{range}',
    with: { range: `${base}...${head}` },
    answer: answers.comparison,
  }
  const pages = await askPages(client, question, [1])
  const total = pages[0]?.data.total_commits ?? 0
  pages.push(...(await askPages(client, question, range(2, pagesOf(total)))))
  const commits = pages.flatMap(({ data }) => data.commits.map(({ sha }) => sha))
  if (commits.length === total) return commits
  throw new OutsideError(
    forgeRestReasons['list-incomplete'],
    `GitHub counts ${total} commits from ${base} to ${head}, and lists ${commits.length}`,
    'Run again; if it stays so, report it: nothing may be decided from a list that is cut.',
  )
}
