import type { ChangedFile } from '@suite/changes'

export interface PullRequest {
  readonly number: number
  readonly title: string
  /** Empty for a user that is deleted, as for every author here. */
  readonly author: string
  readonly head: { readonly sha: string; readonly ref: string }
  readonly base: { readonly sha: string; readonly ref: string }
  readonly labels: readonly string[]
  /** As the forge counts them; `undefined` where it does not say. */
  readonly changedFiles: number | undefined
  /** Whether it can still be merged. */
  readonly isOpen: boolean
  /** `false` where the forge says that its commits cannot be rebased onto the base as it is merged. */
  readonly mayBeRebased: boolean
}

/** The commit that a forge makes to see whether a pull request can be merged. Its parents are base and head. */
export interface TestMerge {
  readonly id: string
  /** The commit of the base branch that it was made on. */
  readonly base: string
}

/** A pull request with every file that it changes, read at one head. */
export interface PullRequestWithFiles extends PullRequest {
  readonly files: readonly ChangedFile[]
  /** How the list was had: the forge's own, or the difference of the trees where that list was cut. */
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

/** What the event's payload says of a pull request, before anything is read: a hint for how much to ask for. */
export interface Expectation {
  readonly changedFiles?: number
  readonly base?: string
  readonly baseRef?: string
  readonly head?: string
  /** The size of the repository, as the forge reckons it. */
  readonly repositoryKilobytes?: number
}

/** Pull requests: their files, their reviews, and what becomes of them. */
export interface PullRequests {
  /**
   * A pull request and all its files, in one round where the expectation is right.
   * @throws OutsideError when the list is cut and cannot be completed, or the head moves while it is read
   */
  read(number: number, expectation?: Expectation): Promise<PullRequestWithFiles>
  /** A pull request as it is now, without its files. */
  current(number: number): Promise<PullRequest>
  /**
   * The test merge of a pull request onto its base branch as it is now; waits for a forge that is still making it.
   * `undefined` where there is none: the two conflict, or the forge makes none.
   * @throws OutsideError `head-moved` where the pull request is no longer at this head or base
   */
  testMerge(pull: PullRequest): Promise<TestMerge | undefined>
  /** The pull requests in the merge queue of a branch, as far as the forge shows them. */
  queued(branch: string): Promise<readonly QueuedPull[]>
  /** The pull requests of which the forge knows that they hold a commit. */
  pullsOf(commit: string): Promise<readonly FoundPull[]>
  reviews(number: number): Promise<readonly Review[]>
  /**
   * When the head was replaced by a force push, or the base was changed, in ISO 8601. Approvals from before are of
   * another change, also where the forge shows them at the present head.
   * @param reviews of the pull request: they and its history must account for each other
   * @throws OutsideError `list-incomplete` where they do not
   */
  replacements(number: number, reviews: readonly Review[]): Promise<readonly string[]>
}
