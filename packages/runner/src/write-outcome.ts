/** Whether a write was carried out. It is `unknown` if it failed and may have been carried out. */
export type WriteState = 'applied' | 'refused' | 'unknown'

/** How a write ended, and what it returned. */
export interface WriteOutcome<Result> {
  readonly state: WriteState
  readonly result: Result
  /** Why it was not carried out, if a reader should know. It completes "…, because …". */
  readonly why?: string
}

/** How a write ended, or that a dry run did not perform it. */
export type PerformedWrite<Result> =
  | WriteOutcome<Result>
  | { readonly state: 'planned'; readonly result?: undefined }

/** Returns the outcome of a write that was carried out. */
export function applied<Result>(result: Result): WriteOutcome<Result> {
  return { state: 'applied', result }
}

/** Returns the outcome of a write that was not carried out. `why` completes "…, because …". */
export function refused<Result>(result: Result, why?: string): WriteOutcome<Result> {
  return { state: 'refused', result, ...(why === undefined ? {} : { why }) }
}

/** Returns the outcome of a write that failed, and may have been carried out all the same. */
export function unknown<Result>(result: Result): WriteOutcome<Result> {
  return { state: 'unknown', result }
}
