import type { ChangedFile } from '@suite/changes'

export interface PullRequest {
  readonly number: number
  readonly title: string
  /** Empty for a user that is deleted, as for every author here. */
  readonly author: string
  readonly head: { readonly sha: string; readonly ref: string }
  readonly base: { readonly sha: string; readonly ref: string }
  readonly labels: readonly string[]
  /** The count that the forge gives; undefined if it gives none. */
  readonly changedFiles: number | undefined
  /** Whether it can still be merged. */
  readonly isOpen: boolean
  /** False if the forge says that its commits cannot be rebased onto the base for the merge. */
  readonly mayBeRebased: boolean
}

/** The commit by which a forge tests whether a pull request can be merged. Its parents are base and head. */
export interface TestMerge {
  readonly id: string
  /** The commit of the base branch that it was made on. */
  readonly base: string
}

/** A pull request with every file that it changes, read at one head. */
export interface PullRequestWithFiles extends PullRequest {
  readonly files: readonly ChangedFile[]
  /** Where the list comes from: the forge's own, or the difference of the trees if that list was truncated. */
  readonly filesFrom: 'list' | 'trees'
}

/** A pull request that was found by one of its commits. */
export interface FoundPull {
  readonly number: number
  readonly head: string
  /** The name of its base branch. */
  readonly baseRef: string
}

/** A pull request that waits in a merge queue, and the commit that the queue made of it. */
export interface QueuedPull {
  readonly number: number
  readonly commit: string
}

export interface Review {
  readonly id: string
  readonly author: string
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending'
  /** The head that was reviewed. */
  readonly commit: string
  /** ISO 8601, UTC; empty while it is pending. */
  readonly submittedAt: string
}

/** What the event's payload says of a pull request: a hint for the number of requests. */
export interface Expectation {
  readonly changedFiles?: number
  readonly base?: string
  readonly baseRef?: string
  readonly head?: string
  /** The size of the repository, as the forge computes it. */
  readonly repositoryKilobytes?: number
}

/** Pull requests: their files, their reviews, and their merges. */
export interface PullRequests {
  /**
   * Returns a pull request and all its files, in one round if the expectation is right.
   * @throws OutsideError if the list is truncated and cannot be completed, or the head moves while it is read
   */
  read(number: number, expectation?: Expectation): Promise<PullRequestWithFiles>
  /** Returns a pull request as it is now, without its files. */
  current(number: number): Promise<PullRequest>
  /**
   * Returns the test merge of a pull request onto its base branch as it is now. Waits if the forge is still making it.
   * Returns undefined if the two conflict, or the forge makes no test merges.
   * @throws OutsideError `head-moved` if the pull request is no longer at this head or base
   */
  testMerge(pull: PullRequest): Promise<TestMerge | undefined>
  /** The pull requests in the merge queue of a branch, as far as the forge shows them. */
  queued(branch: string): Promise<readonly QueuedPull[]>
  /** The pull requests that hold a commit, as far as the forge knows them. */
  pullsOf(commit: string): Promise<readonly FoundPull[]>
  reviews(number: number): Promise<readonly Review[]>
  /**
   * Returns when a force push replaced the head, or the base was changed, in ISO 8601. Earlier approvals are about
   * another change, even if the forge shows them at the present head.
   * @param reviews of the pull request: they and its history must account for each other
   * @throws OutsideError `list-incomplete` if they do not
   */
  replacements(number: number, reviews: readonly Review[]): Promise<readonly string[]>
}
