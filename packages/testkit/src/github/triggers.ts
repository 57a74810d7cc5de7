import type { Trigger } from '../core/runner-environment.ts'
import { commentJson, labelJson, pullJson, repositoryJson, reviewJson, userJson } from './present.ts'
import { pushedCommitJson } from './present-commit.ts'
import { mergeCommit } from './pull-request.ts'
import { type PullState, positionOf, type RepositoryState, type State } from './state.ts'

const nothing = '0'.repeat(40)

export interface PullRequestEventOptions {
  readonly action: string
  readonly sender?: string
  /** For `labeled` and `unlabeled`. */
  readonly label?: string
  /** For `synchronize`: the head before. */
  readonly before?: string
  /** For `edited`: what was there before. */
  readonly changes?: unknown
}

/**
 * Builders of what GitHub starts a workflow run with: event, payload, `GITHUB_SHA` and `GITHUB_REF`.
 * https://docs.github.com/actions/reference/events-that-trigger-workflows
 */
export interface Triggers {
  /** @throws Error when head and base conflict: GitHub starts no such run */
  pullRequest(number: number, options: PullRequestEventOptions): Promise<Trigger>
  /** Runs on the default branch, whatever the pull request's base is (since 2025-12-08). */
  pullRequestTarget(number: number, options: PullRequestEventOptions): Promise<Trigger>
  pullRequestReview(number: number, review: number, action?: string): Promise<Trigger>
  issueComment(number: number, comment: number, action?: string): Promise<Trigger>
  /**
   * Builds the queue's commits for these pull requests, in that order, as one group.
   * @param options.entries whether each pull request has a branch of its own in the queue, and the last begins at the
   *   one before it
   */
  mergeGroup(
    numbers: readonly number[],
    options?: { method?: 'merge' | 'squash'; entries?: boolean },
  ): Promise<Trigger>
  /** @param push `before` null: the branch is new; `after` null: it was deleted; default: the branch as it is */
  push(push: {
    branch: string
    before: string | null
    after?: string | null
    pusher?: string
  }): Promise<Trigger>
  /** @param before what the tag named before; null: the tag is new. `after` null: it was deleted; default: as it is */
  pushTag(push: { tag: string; before: string | null; after?: null }): Promise<Trigger>
  workflowDispatch(inputs: Readonly<Record<string, string>>, branch?: string): Promise<Trigger>
  schedule(cron: string): Promise<Trigger>
}

export function triggersOf(state: State, repository: RepositoryState): Triggers {
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
      payload: {
        ...payload,
        repository: repositoryJson(state, repository),
        organization: { login: repository.owner },
        sender: userJson(state, actor),
      },
    },
  })
  const onBranch = async (branch = defaultBranch) => ({
    sha: (await store.resolve(branch)) ?? '',
    ref: `refs/heads/${branch}`,
  })
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
      const pull = find(number)
      const on = await onMerge(pull)
      return build('pull_request', on, options.sender ?? pull.author, await pullPayload(pull, options))
    },

    async pullRequestTarget(number, options) {
      const pull = find(number)
      const on = { ...(await onBranch()), headRef: pull.head.branch, baseRef: pull.base }
      return build('pull_request_target', on, options.sender ?? pull.author, await pullPayload(pull, options))
    },

    async pullRequestReview(number, id, action = 'submitted') {
      const pull = find(number)
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
      const pull = find(number)
      const comment = pull.comments.find((other) => other.id === id)
      if (!comment) throw new Error(`pull request ${number} has no comment ${id}`)
      const { url, html_url, title, user, labels, body } = await pullJson(state, repository, pull)
      return build('issue_comment', await onBranch(), comment.user, {
        action,
        issue: { number, title, user, labels, body, state: 'open', pull_request: { url, html_url } },
        comment: commentJson(state, repository, number, comment),
      })
    },

    async mergeGroup(numbers, { method = 'merge', entries = false } = {}) {
      const pulls = numbers.map(find)
      const last = pulls.at(-1)
      if (!last) throw new Error('a merge group has at least one pull request')
      const base = (await positionOf(repository, last)).base
      let tip = base
      let before = base
      for (const pull of pulls) {
        const { head } = await positionOf(repository, pull)
        const tree = await store.mergeTree(tip, head)
        if (!tree) throw new Error(`pull request ${pull.number} conflicts within the group`)
        const [parents, message] =
          method === 'squash' ? [[tip], `${pull.title} (#${pull.number})`] : [[tip, head], mergeMessage(pull)]
        before = tip
        tip = await store.commitTree(tree, parents, message, state.now())
        if (entries)
          await store.setRef(`refs/heads/gh-readonly-queue/${last.base}/pr-${pull.number}-${before}`, tip)
      }
      const start = entries ? before : base
      const ref = `refs/heads/gh-readonly-queue/${last.base}/pr-${last.number}-${start}`
      await store.setRef(ref, tip)
      return build('merge_group', { sha: tip, ref }, 'github-merge-queue[bot]', {
        action: 'checks_requested',
        merge_group: {
          head_sha: tip,
          head_ref: ref,
          base_sha: start,
          base_ref: `refs/heads/${last.base}`,
          head_commit: await pushedCommitJson(repository, tip),
        },
      })
    },

    async push({ branch, before, after, pusher = 'alice' }) {
      const ref = `refs/heads/${branch}`
      const to = after === undefined ? ((await store.resolve(branch)) ?? null) : after
      const start =
        before ?? (to && branch !== defaultBranch ? await store.resolve(defaultBranch) : undefined)
      const shas = to === null ? [] : start ? await store.commitsBetween(start, to) : [to]
      const commits = await Promise.all(
        [...shas].reverse().map((sha) => pushedCommitJson(repository, sha, true)),
      )
      const forced = before !== null && to !== null && (await store.mergeBase(before, to)) !== before
      // The run for a deleted branch is one of the default branch.
      const on = to === null ? await onBranch() : { sha: to, ref }
      return build('push', on, pusher, {
        ref,
        before: before ?? nothing,
        after: to ?? nothing,
        created: before === null,
        deleted: to === null,
        forced,
        base_ref: null,
        compare: `${state.url}/${repository.fullName}/compare/${before ?? nothing}...${to ?? nothing}`,
        commits: commits.slice(-2048),
        head_commit: to === null ? null : await pushedCommitJson(repository, to, true),
        pusher: { name: pusher, email: `${pusher}@example.invalid` },
      })
    },

    // `after` is what the ref holds: of an annotated tag the tag object. `GITHUB_SHA` is its commit.
    async pushTag({ tag, before, after }) {
      const ref = `refs/tags/${tag}`
      const held = after === null ? undefined : (await store.info(ref))?.sha
      const commit = held && (await store.info(`${ref}^{commit}`))?.sha
      const on = held ? { sha: commit ?? held, ref } : await onBranch()
      return build('push', on, 'alice', {
        ref,
        before: before ?? nothing,
        after: held ?? nothing,
        created: before === null,
        deleted: held === undefined,
        forced: before !== null && held !== undefined,
        base_ref: null,
        commits: [],
        head_commit: commit ? await pushedCommitJson(repository, commit, true) : null,
        pusher: { name: 'alice', email: 'alice@example.invalid' },
      })
    },

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

const mergeMessage = ({ number, head, title }: PullState) =>
  `Merge pull request #${number} from ${head.repository.split('/')[0]}/${head.branch}\n\n${title}`
