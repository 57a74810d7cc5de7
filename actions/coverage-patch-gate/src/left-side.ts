/** The codes of the reasons for which two trees cannot be compared. */
export type ComparisonReason =
  | 'event-unsupported'
  | 'tree-mismatch'
  | 'history-missing'
  | 'histories-unrelated'
  | 'base-missing'

/** Why there is no comparison, and what to do. */
export interface ComparisonProblem {
  readonly reason: ComparisonReason
  readonly message: string
  readonly fix: string
}

/** How the left side is found in the clone. */
export interface LeftSide {
  /** Whether it is the commit that the revision names, or the merge base of that commit and the checkout. */
  readonly by: 'commit' | 'merge-base'
  /** Commit ids and full refs that name it, the best one first. */
  readonly revisions: readonly string[]
  readonly leftIs: string
  /** What to do if the clone has none of the revisions. */
  readonly fixIfMissing: string
  /** Whether a checkout that the left side already contains is an error, and not an empty change. */
  readonly mustDiffer: boolean
}

/** The event that started the run, its payload unchecked. */
export interface ComparedEvent {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
}

export const wholeHistory = 'Set `fetch-depth: 0` in actions/checkout; this action fetches nothing.'
