import type { Changes } from '@suite/changes'
import { assemblePullRequest } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import type { PullRequests, Review } from '../ports/pull-requests.ts'
import { forReviewsOf } from '../questions.ts'
import * as answers from './answers.ts'
import { readQueue } from './queue.ts'
import { readPull } from './read-pull.ts'
import { readBatch } from './read-pull-request.ts'
import { readReplacements } from './replacements.ts'
import { awaitTestMerge, type Wait } from './test-merge.ts'

const reviewStates: Readonly<Record<string, Review['state'] | undefined>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
}

/** Returns {@link PullRequests} over GitHub's REST API. */
export function createGitHubPullRequests(client: ForgeClient, changes: Changes, wait: Wait): PullRequests {
  return {
    read: (number, expectation = {}) =>
      assemblePullRequest(
        changes,
        number,
        (expected) => readBatch(client, number, expected),
        expectation.changedFiles,
      ),
    current: async (number) => (await readPull(client, number)).pull,
    testMerge: (pull) => awaitTestMerge(client, changes, pull, wait),
    queued: (branch) => readQueue(client, branch),
    async pullsOf(commit) {
      const found = await client.askAll({
        to: `find the pull requests of ${commit}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/commits/{commit}/pulls',
        path: { commit },
        answer: answers.foundPulls,
      })
      return found.map(({ number, head, base }) => ({ number, head: head.sha, baseRef: base.ref }))
    },
    async reviews(number) {
      const rows = await client.askAll({
        ...forReviewsOf(number),
        answer: answers.reviews,
      })
      return rows.map(({ id, user, state, commit_id, submitted_at }) => ({
        id,
        author: user?.login ?? '',
        // An unknown state approves nothing.
        state: reviewStates[state] ?? 'commented',
        commit: commit_id ?? '',
        submittedAt: submitted_at ?? '',
      }))
    },
    replacements: (number, reviews) => readReplacements(client, number, reviews),
  }
}
