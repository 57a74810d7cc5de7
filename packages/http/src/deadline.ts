/** How long the whole run may take, and whether it was stopped. */
export interface Deadline {
  /** Milliseconds that the run was given. */
  readonly total: number
  /** Milliseconds that are left, never below 0, on a clock that only goes forward. */
  remaining(): number
  /** Fires when the run is stopped (SIGINT, SIGTERM). */
  readonly signal?: AbortSignal | undefined
}

/** Starts the clock. `total` is in milliseconds. */
export function startDeadline(total: number, signal?: AbortSignal): Deadline {
  const end = performance.now() + total
  return { total, remaining: () => Math.max(0, end - performance.now()), signal }
}
