import type { IncomingHttpHeaders } from 'node:http'
import { parseJson } from '@suite/rest/json'
import type { HostRequest } from './router.ts'

/** One request that a stand-in received. Times are milliseconds of `performance.now()` in this process. */
export interface LogEntry {
  readonly index: number
  /** The number of the connection, from 1: equal for requests over one connection. */
  readonly connection: number
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The pattern of the route; null if no route matches. */
  readonly route: string | null
  /** Request headers without `authorization`. */
  readonly headers: IncomingHttpHeaders
  /** The name of the request's token; null if there is none, or an unknown one. */
  readonly token: string | null
  /** The JSON of the request; undefined if there is none. */
  readonly body: unknown
  readonly startedAt: number
  /** Null while the request is open. */
  endedAt: number | null
  /** Null if no answer was begun. */
  status: number | null
  /** The kind of the injected fault. */
  fault: string | null
  /** The error of the stand-in itself (answered with 500): a defect of the testkit. */
  defect: unknown
}

/**
 * Returns how many requests had to wait for one another: the length of the longest chain in which each request began
 * after the previous one ended. Count within `checkRounds`, because requests of one batch may otherwise not
 * overlap.
 */
export function rounds(log: readonly Pick<LogEntry, 'startedAt' | 'endedAt'>[]): number {
  const end = (entry: Pick<LogEntry, 'endedAt'>) => entry.endedAt ?? Number.POSITIVE_INFINITY
  // Taking the earliest end first is the known greedy optimum for the largest set of disjoint intervals.
  let free = Number.NEGATIVE_INFINITY
  let count = 0
  for (const entry of [...log].sort((a, b) => end(a) - end(b))) {
    if (entry.startedAt < free) continue
    free = end(entry)
    count++
  }
  return count
}

/** Returns the log entry of a request that has just arrived; its answer is not known yet. */
export function logEntry(
  request: HostRequest,
  token: string | null,
  connection: number,
  startedAt: number,
): LogEntry {
  const { authorization: _, ...headers } = request.headers
  return {
    index: request.index,
    connection,
    method: request.method,
    path: request.path,
    query: Object.fromEntries(request.query),
    route: request.route,
    headers,
    token,
    // A file that is uploaded may be large, and is not JSON.
    body: headers['content-type'] === 'application/octet-stream' ? undefined : parseJson(request.body),
    startedAt,
    endedAt: null,
    status: null,
    fault: null,
    defect: null,
  }
}
