import type { FileChange } from '../git/fast-import.ts'
import {
  labelsFor,
  type PullState,
  positionOf,
  type RepositoryState,
  type Review,
  type State,
  setLabel,
} from './state.ts'

/** A pull request as a test controls it: what people do, without HTTP and permissions. */
export interface GiteaPullRequest {
  readonly number: number
  headSha(): Promise<string>
  baseSha(): Promise<string>
  /** Commits to its branch. */
  push(files: Readonly<Record<string, FileChange>>): Promise<string>
  /** Replaces the commits on its branch by one commit on its base, which makes reviews stale. */
  forcePush(files: Readonly<Record<string, FileChange>>): Promise<string>
  /** Names of its labels. */
  labels(): string[]
  addLabels(names: readonly string[], actor?: string): void
  removeLabel(name: string, actor?: string): void
  /** Reviews the current head; returns the id of the review. */
  review(user: string, verdict: Review['state']): Promise<number>
  dismissReview(id: number): void
  comment(user: string, body: string): number
  comments(): { id: number; user: string; body: string }[]
  /** Adds this many comments on lines of code, which its timeline counts but does not show. */
  commentOnCode(count: number): void
}

export function pullRequest(state: State, repository: RepositoryState, pull: PullState): GiteaPullRequest {
  const named = (name: string) => {
    const found = labelsFor(state, repository).filter((label) => label.name === name)
    if (found.length === 0) throw new Error(`${repository.fullName} has no label "${name}"`)
    return found
  }
  const push = async (files: Readonly<Record<string, FileChange>>, parent?: string) => {
    const { ref } = pull.head
    const { head: before } = await positionOf(repository, pull)
    const on = parent === undefined ? {} : { parent }
    const sha = await repository.store.commit({ ref, ...on, files, message: 'Change', date: state.now() })
    const isForced = parent !== undefined
    pull.timeline.push({ ...stamp(pull.author), type: 'pull_push', isForced, commits: [before, sha] })
    for (const review of pull.reviews) review.stale = true
    return sha
  }
  const stamp = (user: string) => ({ id: state.nextId(), user, createdAt: state.now() })
  return {
    number: pull.number,
    headSha: async () => (await positionOf(repository, pull)).head,
    baseSha: async () => (await positionOf(repository, pull)).base,
    push: (files) => push(files),
    forcePush: async (files) => push(files, (await positionOf(repository, pull)).mergeBase),
    labels: () => pull.labels.map(({ name }) => name),
    addLabels(names, actor = pull.author) {
      for (const label of names.flatMap(named)) setLabel(state, pull, label, true, actor)
    },
    removeLabel(name, actor = pull.author) {
      for (const label of named(name)) setLabel(state, pull, label, false, actor)
    },
    async review(user, verdict) {
      const { head } = await positionOf(repository, pull)
      const { id, createdAt } = stamp(user)
      pull.reviews.push({
        id,
        user,
        state: verdict,
        commitId: head,
        dismissed: false,
        stale: false,
        submittedAt: createdAt,
      })
      if (verdict !== 'REQUEST_REVIEW' && verdict !== 'PENDING')
        pull.timeline.push({ ...stamp(user), type: 'review', reviewId: id })
      return id
    },
    dismissReview(id) {
      const review = pull.reviews.find((other) => other.id === id)
      if (!review) throw new Error(`pull request ${pull.number} has no review ${id}`)
      review.dismissed = true
    },
    comment(user, body) {
      const about = stamp(user)
      pull.timeline.push({ ...about, type: 'comment', body, updatedAt: about.createdAt })
      return about.id
    },
    comments: () =>
      pull.timeline.flatMap((entry) =>
        entry.type === 'comment' ? [{ id: entry.id, user: entry.user, body: entry.body }] : [],
      ),
    commentOnCode(count) {
      for (let each = 0; each < count; each += 1) pull.timeline.push({ ...stamp('ada'), type: 'code' })
    },
  }
}
