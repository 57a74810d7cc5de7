import type { Trigger } from '../core/runner-environment.ts'
import { mergeGroupTriggers } from './merge-group-triggers.ts'
import { pullRequestTriggers } from './pull-request-triggers.ts'
import { pushTriggers } from './push-triggers.ts'
import type { RepositoryState, State } from './state.ts'
import { createTriggerBuilder } from './trigger-builder.ts'

export interface PullRequestEventOptions {
  readonly action: string
  readonly sender?: string
  /** For `labeled` and `unlabeled`. */
  readonly label?: string
  /** For `synchronize`: the previous head. */
  readonly before?: string
  /** For `edited`: the previous values. */
  readonly changes?: unknown
}

/**
 * Builders of what GitHub starts a workflow run with: event, payload, `GITHUB_SHA` and `GITHUB_REF`.
 * https://docs.github.com/actions/reference/events-that-trigger-workflows
 */
export interface Triggers {
  /** @throws Error if head and base conflict: GitHub starts no such run */
  pullRequest(number: number, options: PullRequestEventOptions): Promise<Trigger>
  /** Runs on the default branch, whatever the pull request's base is (since 2025-12-08). */
  pullRequestTarget(number: number, options: PullRequestEventOptions): Promise<Trigger>
  pullRequestReview(number: number, review: number, action?: string): Promise<Trigger>
  issueComment(number: number, comment: number, action?: string): Promise<Trigger>
  /**
   * Builds the queue's commits for these pull requests, in that order, as one group.
   * @param options.entries whether each pull request has a branch of its own in the queue, with the last one based on
   *   the one before it
   */
  mergeGroup(
    numbers: readonly number[],
    options?: { method?: 'merge' | 'squash'; entries?: boolean },
  ): Promise<Trigger>
  /**
   * Gives an entry of the queue its branch, with commits that the test has made.
   * @param entry `before`: the head of the entry before it, or the branch; `after`: its own head
   */
  queueEntry(number: number, entry: { readonly before: string; readonly after: string }): Promise<Trigger>
  /** @param push `before` null: the branch is new; `after` null: it was deleted; default: the current branch */
  push(push: {
    branch: string
    before: string | null
    after?: string | null
    pusher?: string
  }): Promise<Trigger>
  /**
   * @param before what the tag named before; null: the tag is new. `after` null: it was deleted; default: the current
   *   tag
   */
  pushTag(push: { tag: string; before: string | null; after?: null }): Promise<Trigger>
  workflowDispatch(inputs: Readonly<Record<string, string>>, branch?: string): Promise<Trigger>
  schedule(cron: string): Promise<Trigger>
}

/** Returns the builders of a repository's triggers. */
export function triggersOf(state: State, repository: RepositoryState): Triggers {
  const builder = createTriggerBuilder(state, repository)
  const { build, onBranch } = builder
  return {
    ...pullRequestTriggers(builder),
    ...mergeGroupTriggers(builder),
    ...pushTriggers(builder),

    async workflowDispatch(inputs, branch) {
      const on = await onBranch(branch)
      const workflow = '.github/workflows/testkit.yml'
      return build('workflow_dispatch', on, 'alice', { inputs, ref: on.ref, workflow })
    },

    async schedule(cron) {
      return build('schedule', await onBranch(), 'alice', { schedule: cron })
    },
  }
}
