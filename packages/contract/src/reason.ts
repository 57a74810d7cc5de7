export type Verdict = 'pass' | 'fail' | 'skip'

/** A stable code for how a run ended, and its paragraph in the README. */
export interface Reason {
  readonly verdict: Verdict
  readonly means: string
  /** What to do about it; empty where nothing is to be done. */
  readonly fix?: string
}
