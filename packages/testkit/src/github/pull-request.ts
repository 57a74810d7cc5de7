import type { FileChange } from '../git/fast-import.ts'
import { addLabels, removeLabel } from './labels.ts'
import { type Association, type PullState, positionOf, type RepositoryState, type State } from './state.ts'

/** A pull request as a test controls it: what people do, without HTTP and permissions. */
export interface PullRequest {
  readonly number: number
  /** Full name of the ref that its head follows. */
  readonly headRef: string
  headSha(): Promise<string>
  baseSha(): Promise<string>
  /** Commits to its branch. */
  push(files: Readonly<Record<string, FileChange>>, message?: string): Promise<string>
  /**
   * Replaces the commits on its branch by one commit on its base. As on GitHub, approvals then appear at the new
   * head.
   * @param at the time, if not now
   */
  forcePush(files: Readonly<Record<string, FileChange>>, at?: Date): Promise<string>
  /** Names of its labels. */
  labels(): string[]
  addLabels(names: readonly string[], actor?: string): void
  removeLabel(name: string, actor?: string): void
  /** Reviews the current head, unless `commitId` is given; returns the id of the review. */
  review(review: {
    user: string
    state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'
    commitId?: string
    body?: string
    submittedAt?: Date
    association?: Association
  }): Promise<number>
  dismissReview(id: number): void
  comment(user: string, body: string): number
  comments(): { id: number; user: string; body: string }[]
  edit(changes: { title?: string; body?: string | null; draft?: boolean; base?: string }): void
  /** Merges with a merge commit and moves the base; returns that commit. */
  merge(): Promise<string>
}

export function pullRequest(state: State, repository: RepositoryState, pull: PullState): PullRequest {
  const { store } = repository
  const standing = () => positionOf(repository, pull)
  return {
    number: pull.number,
    headRef: pull.head.ref,
    headSha: async () => (await standing()).head,
    baseSha: async () => (await standing()).base,
    push: (files, message = 'Change') =>
      store.commit({ ref: pull.head.ref, files, message, date: state.now() }),
    async forcePush(files, at = state.now()) {
      const { base } = await standing()
      const sha = await store.commit({ ref: pull.head.ref, parent: base, files, message: 'Again', date: at })
      const about = { id: state.nextId(), actor: pull.author, createdAt: at }
      pull.timelineEvents.push({ ...about, event: 'head_ref_force_pushed' })
      for (const review of pull.reviews) if (review.state === 'APPROVED') review.commitId = sha
      return sha
    },
    labels: () => pull.labels.map(({ name }) => name),
    addLabels(names, actor = pull.author) {
      addLabels(state, repository, pull, names, { actor, mayCreate: true }, '')
    },
    removeLabel(name, actor = pull.author) {
      if (!removeLabel(state, repository, pull, name, actor))
        throw new Error(`pull request ${pull.number} has no label "${name}"`)
    },
    async review({ user, state: verdict, commitId, body = '', submittedAt, association = 'MEMBER' }) {
      const id = state.nextId()
      const at = { commitId: commitId ?? (await standing()).head, submittedAt: submittedAt ?? state.now() }
      pull.reviews.push({ id, user, state: verdict, body, association, ...at })
      return id
    },
    dismissReview(id) {
      const review = pull.reviews.find((other) => other.id === id)
      if (!review) throw new Error(`pull request ${pull.number} has no review ${id}`)
      review.state = 'DISMISSED'
    },
    comment(user, body) {
      const now = state.now()
      const id = state.nextId()
      pull.comments.push({ id, user, body, createdAt: now, updatedAt: now })
      return id
    },
    comments: () => pull.comments.map(({ id, user, body }) => ({ id, user, body })),
    edit(changes) {
      const about = { id: state.nextId(), actor: pull.author, createdAt: state.now() }
      if (changes.base !== undefined && changes.base !== pull.base)
        pull.timelineEvents.push({ ...about, event: 'base_ref_changed' })
      Object.assign(pull, changes)
    },
    async merge() {
      const at = await standing()
      const sha = await mergeCommit(state, repository, pull)
      if (!sha) throw new Error(`pull request ${pull.number} conflicts with ${pull.base}`)
      await store.setRef(`refs/heads/${pull.base}`, sha)
      pull.merged = at
      return sha
    },
  }
}

/**
 * Returns the merge commit that GitHub keeps at `refs/pull/<number>/merge`.
 *
 * @returns undefined if head and base conflict: GitHub then starts no `pull_request` run
 */
export async function mergeCommit(
  state: State,
  repository: RepositoryState,
  pull: PullState,
): Promise<string | undefined> {
  const { store } = repository
  const at = await positionOf(repository, pull)
  const tree = await store.mergeTree(at.base, at.head)
  pull.tried = { ...at, conflicts: tree === undefined }
  if (!tree) return undefined
  const sha = await store.commitTree(
    tree,
    [at.base, at.head],
    `Merge ${at.head} into ${at.base}`,
    state.now(),
  )
  await store.setRef(`refs/pull/${pull.number}/merge`, sha)
  pull.mergeSha = sha
  return sha
}

/**
 * Records that the pull request was read: GitHub creates the test merge after that, and shows the old one until then.
 */
export async function wasRead(state: State, repository: RepositoryState, pull: PullState): Promise<void> {
  const at = await positionOf(repository, pull)
  const isTried = pull.tried?.base === at.base && pull.tried.head === at.head
  if (pull.merged || isTried) return
  pull.reads += 1
  if (pull.reads < state.readsUntilMerge) return
  pull.reads = 0
  await mergeCommit(state, repository, pull)
}
