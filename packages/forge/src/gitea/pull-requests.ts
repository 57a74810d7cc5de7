import type { Changes } from '@suite/changes'
import { isRefusal } from '@suite/rest'
import { assemblePullRequest } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import type { FoundPull, PullRequests, Review } from '../ports/pull-requests.ts'
import { forReviewsOf } from '../questions.ts'
import * as answers from './answers.ts'
import { readPull } from './read-pull.ts'
import { readBatch } from './read-pull-request.ts'
import { readReplacements } from './replacements.ts'

const reviewStates: Readonly<Record<string, Review['state'] | undefined>> = {
  APPROVED: 'approved',
  REQUEST_CHANGES: 'changes-requested',
  COMMENT: 'commented',
  PENDING: 'pending',
}

/** Returns {@link PullRequests} over Gitea's REST API. */
export function createGiteaPullRequests(client: ForgeClient, changes: Changes): PullRequests {
  return {
    read: (number, expectation = {}) =>
      assemblePullRequest(
        changes,
        number,
        (expected) => readBatch(client, number, expected),
        expectation.changedFiles,
      ),
    current: async (number) => (await readPull(client, number)).pull,
    // The API of Gitea shows no test merge.
    testMerge: async () => undefined,
    // Gitea has no merge queue.
    queued: async () => [],
    pullsOf: (commit) => pullsOf(client, commit),
    async reviews(number) {
      const rows = await client.askAll({
        ...forReviewsOf(number),
        answer: answers.reviews,
      })
      return (
        rows
          // A review that was only requested is not a review.
          .filter(({ state }) => state !== 'REQUEST_REVIEW')
          .map(({ id, user, state, stale, dismissed, commit_id, submitted_at }) => ({
            id: String(id),
            author: user?.login ?? '',
            // An unknown state approves nothing.
            state: dismissed ? ('dismissed' as const) : (reviewStates[state] ?? ('commented' as const)),
            // A stale review is about a replaced head, even if it names another commit.
            commit: stale ? '' : (commit_id ?? ''),
            submittedAt: submitted_at ?? '',
          }))
      )
    },
    replacements: (number, reviews) => readReplacements(client, number, reviews),
  }
}

/** Returns the pull request that a commit came from. Gitea knows at most one. */
async function pullsOf(client: ForgeClient, commit: string): Promise<FoundPull[]> {
  try {
    const { data } = await client.ask({
      to: `find the pull request of ${commit}`,
      permission: 'pull-requests: read',
      route: 'GET /repos/{owner}/{repo}/commits/{commit}/pull',
      path: { commit },
      answer: answers.foundPull,
    })
    return [{ number: data.number, head: data.head.sha, baseRef: data.base.ref }]
  } catch (error) {
    if (isRefusal(error, 404) && error.said !== '') return []
    throw error
  }
}
