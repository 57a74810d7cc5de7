import { commentJson, labelJson, pullJson, reviewJson } from './present.ts'
import { mergeCommit } from './pull-request.ts'
import { type PullState, positionOf } from './state.ts'
import type { TriggerBuilder } from './trigger-builder.ts'
import type { PullRequestEventOptions, Triggers } from './triggers.ts'

type PullRequestTriggers = Pick<
  Triggers,
  'pullRequest' | 'pullRequestTarget' | 'pullRequestReview' | 'issueComment'
>

/** Returns the builders of the events of a pull request. */
export function pullRequestTriggers({
  state,
  repository,
  build,
  onBranch,
  findPull,
}: TriggerBuilder): PullRequestTriggers {
  const onMerge = async (pull: PullState) => {
    const sha = await mergeCommit(state, repository, pull)
    if (!sha)
      throw new Error(`pull request ${pull.number} conflicts: GitHub starts no run on its merge commit`)
    return { sha, ref: `refs/pull/${pull.number}/merge`, headRef: pull.head.branch, baseRef: pull.base }
  }
  const pullPayload = async (pull: PullState, options: PullRequestEventOptions) => {
    const label = repository.labels.get(options.label?.toLowerCase() ?? '')
    return {
      action: options.action,
      number: pull.number,
      pull_request: await pullJson(state, repository, pull),
      ...(label && { label: labelJson(state, repository, label) }),
      ...(options.before && { before: options.before, after: (await positionOf(repository, pull)).head }),
      ...(options.changes !== undefined && { changes: options.changes }),
    }
  }

  return {
    async pullRequest(number, options) {
      const pull = findPull(number)
      const on = await onMerge(pull)
      return build('pull_request', on, options.sender ?? pull.author, await pullPayload(pull, options))
    },

    async pullRequestTarget(number, options) {
      const pull = findPull(number)
      const on = { ...(await onBranch()), headRef: pull.head.branch, baseRef: pull.base }
      return build('pull_request_target', on, options.sender ?? pull.author, await pullPayload(pull, options))
    },

    async pullRequestReview(number, id, action = 'submitted') {
      const pull = findPull(number)
      const review = pull.reviews.find((other) => other.id === id)
      if (!review) throw new Error(`pull request ${number} has no review ${id}`)
      const shown = reviewJson(state, repository, pull, review)
      return build('pull_request_review', await onMerge(pull), review.user, {
        action,
        review: { ...shown, state: shown.state.toLowerCase() },
        pull_request: await pullJson(state, repository, pull),
      })
    },

    async issueComment(number, id, action = 'created') {
      const pull = findPull(number)
      const comment = pull.comments.find((other) => other.id === id)
      if (!comment) throw new Error(`pull request ${number} has no comment ${id}`)
      const { url, html_url, title, user, labels, body } = await pullJson(state, repository, pull)
      return build('issue_comment', await onBranch(), comment.user, {
        action,
        issue: { number, title, user, labels, body, state: 'open', pull_request: { url, html_url } },
        comment: commentJson(state, repository, number, comment),
      })
    },
  }
}
