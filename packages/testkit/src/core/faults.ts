import type { Answer } from './answer.ts'
import type { HostRequest } from './router.ts'

/** What goes wrong with one answer. Build it with {@link faults}. */
export type Fault =
  | { readonly kind: 'reset' | 'hang' }
  | { readonly kind: 'replace'; readonly answer: Answer }
  | { readonly kind: 'alter'; readonly alter: (answer: Answer) => Answer | Promise<Answer> }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }

/** Which requests a fault meets: a predicate, or method and route pattern, of which only the `nth` (from 1). */
export type FaultMatch =
  | ((request: HostRequest, index: number) => boolean)
  | { readonly method?: string; readonly route?: string; readonly nth?: number }

export interface Injection {
  readonly match: FaultMatch
  readonly fault: Fault
  /** How many matching requests are met; without it, all. */
  readonly times?: number
  /**
   * True: the request takes effect, only its answer is lost. By default a `reset`, `hang` or replaced answer
   * leaves the state as it was. Altered, cut and slow answers always take effect.
   */
  readonly applied?: boolean
}

const html = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`

/** The ways in which an answer can fail. Times are milliseconds, sizes bytes. */
export const faults = {
  /** The connection is reset before any header is sent. */
  reset: (): Fault => ({ kind: 'reset' }),
  /** Headers are sent, then `bytes` of the true body, then the connection is reset. */
  resetAfterHeaders: (bytes = 0): Fault => ({ kind: 'cut', bytes }),
  /** No answer ever; the socket is destroyed when the host closes. */
  hang: (): Fault => ({ kind: 'hang' }),
  /** The true body, `bytes` at a time. */
  slowBody: (bytes: number, everyMs: number): Fault => ({ kind: 'drip', bytes, everyMs }),
  /** Any status with any headers and body. */
  status: (status: number, rest: Omit<Answer, 'status'> = {}): Fault => ({
    kind: 'replace',
    answer: { status, ...rest },
  }),
  /** 429 with Retry-After in seconds. */
  tooManyRequests: (retryAfterSeconds: number): Fault =>
    faults.status(429, {
      headers: { 'retry-after': String(retryAfterSeconds) },
      body: { message: 'Too Many Requests' },
    }),
  /** A proxy's page instead of JSON. */
  badGateway: (): Fault =>
    faults.status(502, { headers: { 'content-type': 'text/html' }, body: html('502 Bad Gateway') }),
  redirect: (location: string, status = 302): Fault => faults.status(status, { headers: { location } }),
  emptyBody: (status = 200): Fault => faults.status(status),
  noContent: (): Fault => faults.status(204),
  /** 200 with a body that is not what the route promises. */
  wrongShape: (body: unknown): Fault => faults.status(200, { body }),
  /** The list ends after `keep` items, and no Link header says that there is more. */
  truncatedList: (keep: number): Fault =>
    faults.alter((answer) => {
      const { link: _, ...headers } = answer.headers ?? {}
      return {
        ...answer,
        headers,
        body: Array.isArray(answer.body) ? answer.body.slice(0, keep) : answer.body,
      }
    }),
  /** The true answer, changed. */
  alter: (alter: (answer: Answer) => Answer | Promise<Answer>): Fault => ({ kind: 'alter', alter }),
  /** The true answer as of the request's arrival; before the client has it, something happens (a push, a label). */
  meanwhile: (happens: () => unknown): Fault =>
    faults.alter(async (answer) => {
      await happens()
      return answer
    }),
}

/** The injected faults of one host, the earliest first. */
export function createFaultPlan() {
  const plan: { injection: Injection; seen: number; left: number }[] = []
  return {
    inject(injection: Injection): void {
      plan.push({ injection, seen: 0, left: injection.times ?? Number.POSITIVE_INFINITY })
    },
    clear(): void {
      plan.length = 0
    },
    /** The fault that meets this request, if any. */
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
