import type { IncomingHttpHeaders } from 'node:http'

/** One request that a stand-in has seen. Times are milliseconds of `performance.now()` in this process. */
export interface LogEntry {
  readonly index: number
  /** Counts connections from 1: equal for requests that came over one connection. */
  readonly connection: number
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The pattern of the route; null: no route knows this request. */
  readonly route: string | null
  /** Request headers without `authorization`. */
  readonly headers: IncomingHttpHeaders
  /** The name of the token it came with; null: none, or not one of ours. */
  readonly token: string | null
  /** The JSON of the request; undefined when there was none. */
  readonly body: unknown
  readonly startedAt: number
  /** Null while it is open. */
  endedAt: number | null
  /** Null when no answer was begun. */
  status: number | null
  /** The kind of the injected fault. */
  fault: string | null
  /** What broke in the stand-in itself (answered with 500): a defect of the testkit. */
  defect: unknown
}

/**
 * How many requests had to wait for one another: the longest chain in which each began after the one before it
 * had ended. Let the host `gather` (300 ms, say), or requests of one batch may happen not to overlap.
 */
export function rounds(log: readonly Pick<LogEntry, 'startedAt' | 'endedAt'>[]): number {
  const end = (entry: Pick<LogEntry, 'endedAt'>) => entry.endedAt ?? Number.POSITIVE_INFINITY
  // Earliest end first is the known greedy optimum for the largest set of disjoint intervals.
  let free = Number.NEGATIVE_INFINITY
  let count = 0
  for (const entry of [...log].sort((a, b) => end(a) - end(b))) {
    if (entry.startedAt < free) continue
    free = end(entry)
    count++
  }
  return count
}
