import type { Changes, PullRequests, Review } from '@suite/forge-ports'
import { isRefusal } from '@suite/forge-rest'
import { inParallel } from '@suite/http'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'
import { createGiteaComments } from './comments.ts'
import { createGiteaLabels } from './labels.ts'
import { commitsBetween } from './merge-base.ts'
import { askAll } from './pages.ts'
import { createGiteaPeople } from './people.ts'
import { readPullRequest } from './read-pull-request.ts'
import { readReplacements } from './replacements.ts'

const reviewStates: Readonly<Record<string, Review['state'] | undefined>> = {
  APPROVED: 'approved',
  REQUEST_CHANGES: 'changes-requested',
  COMMENT: 'commented',
  PENDING: 'pending',
}

/** {@link PullRequests} over Gitea's REST API. */
export function createGiteaPullRequests(client: GiteaClient, changes: Changes): PullRequests {
  return {
    ...createGiteaLabels(client),
    ...createGiteaComments(client),
    ...createGiteaPeople(client),
    read: (number, expectation = {}) => readPullRequest(client, changes, number, expectation),
    async inRange(base, head) {
      const commits = await commitsBetween(client, base, head)
      const found = await inParallel(10, commits, ({ sha }) => pullOf(client, sha))
      return [...new Set(found.filter((number) => number !== undefined))]
    },
    async reviews(number) {
      const rows = await askAll(client, {
        to: `read the reviews of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
        path: { number },
        answer: answers.reviews,
      })
      return (
        rows
          // What was only asked for is no review.
          .filter(({ state }) => state !== 'REQUEST_REVIEW')
          .map(({ id, user, state, stale, dismissed, commit_id, submitted_at }) => ({
            id: String(id),
            author: user?.login ?? '',
            // A state that is not known approves nothing.
            state: dismissed ? ('dismissed' as const) : (reviewStates[state] ?? ('commented' as const)),
            // Of a head that has been replaced since, whichever commit it names.
            commit: stale ? '' : (commit_id ?? ''),
            submittedAt: submitted_at ?? '',
          }))
      )
    },
    replacements: (number, reviews) => readReplacements(client, number, reviews),
  }
}

/** The pull request that a commit came by: Gitea knows one, or none. */
async function pullOf(client: GiteaClient, commit: string): Promise<number | undefined> {
  try {
    const { data } = await client.ask({
      to: `find the pull request of ${commit}`,
      permission: 'pull-requests: read',
      route: 'GET /repos/{owner}/{repo}/commits/{commit}/pull',
      path: { commit },
      answer: answers.pullNumber,
    })
    return data.number
  } catch (error) {
    if (isRefusal(error, 404) && error.said !== '') return undefined
    throw error
  }
}
