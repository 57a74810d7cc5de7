import type { Answer } from './answer.ts'
import type { HostRequest } from './router.ts'

/** What goes wrong with one answer. Create it with {@link faults}. */
export type Fault =
  | { readonly kind: 'reset' | 'hang' }
  | { readonly kind: 'refuse'; readonly forMs?: number }
  | { readonly kind: 'replace'; readonly answer: Answer }
  | { readonly kind: 'alter'; readonly alter: (answer: Answer) => Answer | Promise<Answer> }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }

/**
 * Which requests a fault applies to: a predicate, or a method and a route pattern, optionally only the `nth` match
 * (from 1).
 */
export type FaultMatch =
  | ((request: HostRequest, index: number) => boolean)
  | { readonly method?: string; readonly route?: string; readonly nth?: number }

export interface Injection {
  readonly match: FaultMatch
  readonly fault: Fault
  /** The number of matching requests that it applies to; without it, all. */
  readonly times?: number
  /**
   * Whether the request takes effect and only its answer is lost. By default a `reset`, `hang` or replaced answer
   * leaves the state unchanged. Altered, cut and slow answers always take effect.
   */
  readonly applied?: boolean
}

const html = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`

/** The ways in which an answer can fail. Times are milliseconds, sizes bytes. */
export const faults = {
  /**
   * Resets this connection and refuses new ones: for good, or for a number of milliseconds. A connection that is open
   * cannot be refused.
   */
  refuse: (forMs?: number): Fault => ({ kind: 'refuse', ...(forMs === undefined ? {} : { forMs }) }),
  /** Resets the connection before any header is sent. */
  reset: (): Fault => ({ kind: 'reset' }),
  /** Sends the headers and `bytes` of the true body, then resets the connection. */
  resetAfterHeaders: (bytes = 0): Fault => ({ kind: 'cut', bytes }),
  /** Never answers; the socket is destroyed when the host closes. */
  hang: (): Fault => ({ kind: 'hang' }),
  /** Sends the true body, `bytes` at a time. */
  slowBody: (bytes: number, everyMs: number): Fault => ({ kind: 'drip', bytes, everyMs }),
  /** Sends any status with any headers and body. */
  status: (status: number, rest: Omit<Answer, 'status'> = {}): Fault => ({
    kind: 'replace',
    answer: { status, ...rest },
  }),
  /** Sends 429 with Retry-After in seconds. */
  tooManyRequests: (retryAfterSeconds: number): Fault =>
    faults.status(429, {
      headers: { 'retry-after': String(retryAfterSeconds) },
      body: { message: 'Too Many Requests' },
    }),
  /** Sends a proxy's page instead of JSON. */
  badGateway: (): Fault =>
    faults.status(502, { headers: { 'content-type': 'text/html' }, body: html('502 Bad Gateway') }),
  redirect: (location: string, status = 302): Fault => faults.status(status, { headers: { location } }),
  emptyBody: (status = 200): Fault => faults.status(status),
  noContent: (): Fault => faults.status(204),
  /** Sends 200 with a body of the wrong shape. */
  wrongShape: (body: unknown): Fault => faults.status(200, { body }),
  /** Ends the list after `keep` items, without a Link header for the rest. */
  truncatedList: (keep: number): Fault =>
    faults.alter((answer) => {
      const { link: _, ...headers } = answer.headers ?? {}
      return {
        ...answer,
        headers,
        body: Array.isArray(answer.body) ? answer.body.slice(0, keep) : answer.body,
      }
    }),
  /** Sends the true answer, changed. */
  alter: (alter: (answer: Answer) => Answer | Promise<Answer>): Fault => ({ kind: 'alter', alter }),
  /**
   * Sends the true answer as of the request's arrival; before the client receives it, something changes (a push, a
   * label).
   */
  meanwhile: (happens: () => unknown): Fault =>
    faults.alter(async (answer) => {
      await happens()
      return answer
    }),
}

/** Creates the list of injected faults of one host, earliest first. */
export function createFaultPlan() {
  const plan: { injection: Injection; seen: number; left: number }[] = []
  return {
    inject(injection: Injection): void {
      plan.push({ injection, seen: 0, left: injection.times ?? Number.POSITIVE_INFINITY })
    },
    clear(): void {
      plan.length = 0
    },
    /** Returns the fault that applies to this request, if any. */
    meet(request: HostRequest): Injection | undefined {
      for (const entry of plan) {
        const { match } = entry.injection
        if (entry.left === 0 || !matches(match, request)) continue
        entry.seen++
        if (typeof match === 'object' && match.nth !== undefined && match.nth !== entry.seen) continue
        entry.left--
        return entry.injection
      }
      return undefined
    },
  }
}

function matches(match: FaultMatch, request: HostRequest): boolean {
  if (typeof match === 'function') return match(request, request.index)
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.route === undefined || match.route === request.route)
  )
}
