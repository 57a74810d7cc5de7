/** How fast requests are given up and sent again, in milliseconds. */
export interface Pace {
  /** Longest that one attempt may take, from its connection to the last byte of the answer. */
  readonly attempt: number
  /** Longest that one connection may take, its TLS handshake included. */
  readonly connect: number
  /** Upper end of the first back-off; it doubles with each attempt. */
  readonly backoff: number
  /** Upper end of every back-off. */
  readonly longestBackoff: number
  /** First wait after a rate limit that does not say when it ends; it doubles with each attempt. */
  readonly floor: number
  /** What must be left after a wait, so that the attempt that follows is a whole one. */
  readonly room: number
}

/**
 * Everything follows from the time that the run was given, so that a hang leaves room for two more attempts and
 * a short run gives up sooner, in a test as in production. How often a request is sent follows from the time too:
 * an outage that ends before the deadline does not fail the run. GitHub asks for a minute's wait if it names none:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function paceOf(total: number): Pace {
  const attempt = Math.min(total / 3, 30_000)
  return {
    attempt,
    connect: Math.min(attempt, clamp(total / 10, 1_000, 10_000)),
    backoff: clamp(total / 100, 10, 1_000),
    longestBackoff: clamp(total / 20, 10, 5_000),
    floor: clamp(total / 10, 10, 60_000),
    room: clamp(total / 100, 10, 1_000),
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
