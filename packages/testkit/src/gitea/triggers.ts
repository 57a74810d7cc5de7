import type { Trigger } from '../core/runner-environment.ts'
import { labelJson, pullJson, repositoryJson, reviewJson, userJson } from './present.ts'
import { actionsUser, type PullState, positionOf, type RepositoryState, type State } from './state.ts'

/** Gitea's names: not `synchronize`, and no actions for single labels. */
export type PullRequestAction =
  | 'opened'
  | 'reopened'
  | 'synchronized'
  | 'label_updated'
  | 'label_cleared'
  | 'edited'

/** Builders of what Gitea starts a workflow run with. Gitea has no merge queue, and so no `merge_group`. */
export interface GiteaTriggers {
  /** Runs at the head commit itself: Gitea has no merge commit. */
  pullRequest(number: number, action: PullRequestAction): Promise<Trigger>
  /** Runs the workflow of the pull request's base branch. */
  pullRequestTarget(number: number, action: PullRequestAction): Promise<Trigger>
  pullRequestReview(number: number, review: number): Promise<Trigger>
  /** @param before null: the branch is new */
  push(branch: string, before: string | null): Promise<Trigger>
  /** @param before what the tag named before; null: the tag is new */
  pushTag(tag: string, before: string | null): Promise<Trigger>
  workflowDispatch(inputs: Readonly<Record<string, string>>): Promise<Trigger>
  /** After Actions was disabled and enabled again, the payload contains only the schedule. */
  schedule(cron: string): Promise<Trigger>
}

export function triggersOf(state: State, repository: RepositoryState): GiteaTriggers {
  const { store, defaultBranch } = repository
  const find = (number: number): PullState => {
    const pull = repository.pulls.get(number)
    if (!pull) throw new Error(`${repository.fullName} has no pull request ${number}`)
    return pull
  }
  const build = (
    name: string,
    on: Pick<Trigger, 'sha' | 'ref'> & Partial<Trigger>,
    actor: string,
    payload: Record<string, unknown>,
  ): Trigger => ({
    ...on,
    actor,
    repository: repository.fullName,
    event: {
      name,
      payload: { ...payload, repository: repositoryJson(state, repository), sender: userJson(state, actor) },
    },
  })
  const atHead = async (pull: PullState) => ({
    sha: (await positionOf(repository, pull)).head,
    ref: `refs/pull/${pull.number}/head`,
    headRef: pull.head.branch,
    baseRef: pull.base,
  })
  const payloadOf = async (pull: PullState, action: string) => ({
    action,
    number: pull.number,
    pull_request: await pullJson(state, repository, pull),
    requested_reviewer: null,
    commit_id: action === 'synchronized' ? (await positionOf(repository, pull)).head : '',
    review: null,
    ...(action.startsWith('label_') && {
      changes: { added_labels: pull.labels.map((label) => labelJson(state, repository, label)) },
    }),
  })

  return {
    async pullRequest(number, action) {
      const pull = find(number)
      return build('pull_request', await atHead(pull), pull.author, await payloadOf(pull, action))
    },
    async pullRequestTarget(number, action) {
      const pull = find(number)
      const { base } = await positionOf(repository, pull)
      const on = { sha: base, ref: `refs/heads/${pull.base}`, headRef: pull.head.branch, baseRef: pull.base }
      return build('pull_request_target', on, pull.author, await payloadOf(pull, action))
    },
    async pullRequestReview(number, id) {
      const pull = find(number)
      const review = pull.reviews.find((other) => other.id === id)
      if (!review) throw new Error(`pull request ${number} has no review ${id}`)
      return build('pull_request_review', await atHead(pull), review.user, {
        ...(await payloadOf(pull, 'reviewed')),
        review: { type: reviewJson(state, review).state, content: '' },
      })
    },
    async push(branch, before) {
      const sha = (await store.resolve(branch)) ?? ''
      const ref = `refs/heads/${branch}`
      const payload = { ref, before: before ?? '0'.repeat(40), after: sha, compare_url: '', commits: [] }
      return build('push', { sha, ref }, 'alice', { ...payload, total_commits: 0, head_commit: null })
    },
    // `after` is the object of the ref: for an annotated tag the tag object. The run is at its commit.
    async pushTag(tag, before) {
      const ref = `refs/tags/${tag}`
      const after = (await store.info(ref))?.sha ?? ''
      const sha = (await store.info(`${ref}^{commit}`))?.sha ?? after
      const payload = { ref, before: before ?? '0'.repeat(40), after, compare_url: '', commits: [] }
      return build('push', { sha, ref }, 'alice', { ...payload, total_commits: 0, head_commit: null })
    },
    async schedule(cron) {
      const on = { sha: (await store.resolve(defaultBranch)) ?? '', ref: `refs/heads/${defaultBranch}` }
      const event = { name: 'schedule', payload: { schedule: cron } }
      return { ...on, actor: actionsUser.login, repository: repository.fullName, event }
    },
    async workflowDispatch(inputs) {
      const on = { sha: (await store.resolve(defaultBranch)) ?? '', ref: `refs/heads/${defaultBranch}` }
      return build('workflow_dispatch', on, 'alice', { inputs, ref: on.ref, workflow: 'testkit.yml' })
    },
  }
}
