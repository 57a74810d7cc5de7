import type { Answer } from '../core/answer.ts'
import { isRead } from '../core/request-fault.ts'
import type { LogEntry } from '../core/request-log.ts'
import type { HostRequest } from '../core/router.ts'
import type { World } from './scenario.ts'

/** One request of a run without faults. */
export interface RecordedRequest {
  readonly host: string
  /** {@link requestName} of it. */
  readonly name: string
  /** The number of requests of this name up to this one, from 1. */
  readonly nth: number
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly answer: Answer
  /** Sent by the action itself, not by a program that it starts. */
  readonly own: boolean
  /** A request that may change something was answered before. */
  readonly afterWrite: boolean
}

/**
 * Returns what a request is called in the name of a cell: its method and target, without what differs from run to run.
 * Requests are counted by this name and not by their order of arrival, because an action sends several at a time.
 */
export function requestName({ method, path, query }: Pick<HostRequest, 'method' | 'path' | 'query'>): string {
  const search = query.toString()
  const target = `${path}${search === '' ? '' : `?${search}`}`
  return `${method} ${target
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/(\b|%3A)[0-9a-f]{20,}\b/g, '$1<sha>')
    .replace(/127\.0\.0\.1(?::|%3A)\d+/g, '<host>')
    .replace(/\bblockid=[^&]+/, 'blockid=<id>')
    .replaceAll(' / ', '%20/%20')}`
}

/** Records the requests of the next run in a world. */
export function recordRequests(world: World): () => readonly RecordedRequest[] {
  const counts = new Map<string, number>()
  const seen: { host: string; request: HostRequest; nth: number; answer?: Answer; afterWrite: boolean }[] = []
  let written = false
  for (const [host, each] of Object.entries(world.hosts))
    each.watch({
      before(request) {
        const key = `${host} ${requestName(request)}`
        const nth = (counts.get(key) ?? 0) + 1
        counts.set(key, nth)
        seen.push({ host, request, nth, afterWrite: written })
      },
      after(request, answer) {
        const entry = seen.find((one) => one.request === request)
        if (entry) entry.answer = answer
        if (!isRead(request)) written = true
      },
    })
  const isOwn = (host: string, index: number) => {
    const entry = world.hosts[host]?.log.find((one: LogEntry) => one.index === index)
    return entry === undefined || (world.isOwn?.(entry) ?? true)
  }
  return () =>
    seen.flatMap(({ host, request, nth, answer, afterWrite }) =>
      answer === undefined
        ? []
        : [
            {
              host,
              name: requestName(request),
              nth,
              method: request.method,
              target: targetOf(request),
              answer,
              own: isOwn(host, request.index),
              afterWrite,
            },
          ],
    )
}

/** Returns path and query. */
export function targetOf({ path, query }: Pick<HostRequest, 'path' | 'query'>): string {
  return `${path}${query.size === 0 ? '' : `?${query}`}`
}
