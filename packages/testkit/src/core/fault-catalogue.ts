import {
  cutBody,
  cutList,
  emptyLists,
  otherShape,
  renamed,
  withNextPage,
  withoutNextPage,
  withoutValues,
} from './altered-answer.ts'
import { type Answer, encodeAnswer } from './answer.ts'
import { type Fault, faults, type Injection } from './faults.ts'

/** The columns of the matrix of the sweep. */
export const faultGroups = [
  'connection',
  'redirect',
  'refusal',
  'rate limit',
  'server error',
  'body',
  'list',
  'stale',
  'replicas',
  'program',
  'runner',
  'others',
  'kill',
  'canary',
] as const
export type FaultGroup = (typeof faultGroups)[number]

/** What a fault needs to know about the request whose answer it changes. */
export interface AskedRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** The answer of a run without faults. A write that only claims to have happened gives this one. */
  readonly answer: Answer
  /** The origin that it is sent to. */
  readonly origin: string
  /** Another origin, which answers as this one would. */
  readonly elsewhere: string
  /** Returns the answer to the same request before the last write; undefined if there was none. */
  before(): Answer | undefined
}

/** One way in which an answer can be wrong. */
export interface RequestFault {
  /** Unique, without " / ". */
  readonly name: string
  readonly group: FaultGroup
  /** The run may wait until its own deadline. */
  readonly waits?: true
  /** It lasts for some time, and so changes answers to other requests too. */
  readonly lasts?: true
  /**
   * Returns what goes wrong, or why it cannot go wrong with this request.
   *
   * @param times how often it happens: a refused connection is refused for good, or for a moment
   */
  plan(asked: AskedRequest, times: 'once' | 'for good' | 'now and then'): RequestPlan
}

export type RequestPlan = Pick<Injection, 'fault' | 'applied'> | { readonly unreached: string }

const unreached = (why: string): RequestPlan => ({ unreached: why })
/** Returns whether a request asks for something, and writes nothing. */
export const isRead = ({ method }: Pick<AskedRequest, 'method'>) =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** The form of a refusal that each of the services understands. */
const refusal = (status: number, headers?: Readonly<Record<string, string>>): Fault =>
  faults.status(status, {
    ...(headers && { headers }),
    body: {
      message: `Refused with ${status}`,
      error: `refused with ${status}`,
      success: false,
      errors: [{ code: status * 10, message: `Refused with ${status}` }],
      messages: [],
      result: null,
    },
  })

/**
 * Returns the answer of a service about a thing that does not exist: of GitHub, Gitea and Cloudflare (about a Worker and
 * about a key) in one, or of a registry.
 */
const notFound = ({ target }: AskedRequest): Fault =>
  faults.status(404, {
    body: target.startsWith('/v2/')
      ? { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }
      : {
          message: 'Not Found',
          success: false,
          errors: [10007, 10009].map((code) => ({ code, message: 'not found' })),
          messages: [],
          result: null,
        },
  })

/**
 * A fault that changes the answer. A read gives the answer of this moment, changed. A write is not carried out, and
 * gives the answer of a run without faults, changed: it claims an effect that it does not have.
 */
function changed(
  name: string,
  group: FaultGroup,
  change: (answer: Answer, asked: AskedRequest) => Answer | undefined,
): RequestFault {
  return {
    name,
    group,
    plan(asked) {
      const sample = change(asked.answer, asked)
      if (sample === undefined) return unreached('the answer has nothing of that kind')
      if (!isRead(asked)) return { fault: { kind: 'replace', answer: sample } }
      return { fault: faults.alter((answer) => change(answer, asked) ?? answer) }
    },
  }
}

const always = (
  name: string,
  group: FaultGroup,
  fault: (asked: AskedRequest) => Fault,
  more: { readonly waits?: true; readonly applied?: true } = {},
): RequestFault => ({
  name,
  group,
  ...(more.waits && { waits: true }),
  plan: (asked) => ({ fault: fault(asked), ...(more.applied && { applied: true }) }),
})

const ofWrites = (fault: RequestFault): RequestFault => ({
  ...fault,
  plan: (asked, times) =>
    isRead(asked) ? unreached('the request writes nothing') : fault.plan(asked, times),
})

const inside = ({ target }: AskedRequest) => `${target}${target.includes('?') ? '&' : '?'}moved=1`
const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' }

/** Everything that can go wrong with a request. Each happens once, and from one request on for good. */
export const requestFaults: readonly RequestFault[] = [
  {
    name: 'refused',
    group: 'connection',
    waits: true,
    lasts: true,
    plan: (_, times) => ({ fault: times === 'for good' ? faults.refuse() : faults.refuse(300) }),
  },
  always('reset before the headers', 'connection', faults.reset, { waits: true }),
  always('reset after the headers', 'connection', () => faults.resetAfterHeaders(0), { waits: true }),
  ofWrites(always('applied and then reset', 'connection', faults.reset, { waits: true, applied: true })),
  always('hang', 'connection', faults.hang, { waits: true }),
  ofWrites(always('applied and then hang', 'connection', faults.hang, { waits: true, applied: true })),
  always('redirect to the same origin', 'redirect', (asked) => faults.redirect(inside(asked))),
  always('redirect to another origin', 'redirect', ({ elsewhere, target }) =>
    faults.redirect(`${elsewhere}${target}`),
  ),
  ofWrites(
    always('redirect to another origin that keeps the method', 'redirect', ({ elsewhere, target }) =>
      faults.redirect(`${elsewhere}${target}`, 307),
    ),
  ),
  ...[400, 401, 403, 404, 409, 410, 412, 422].map((status) =>
    always(`${status}`, 'refusal', () => refusal(status)),
  ),
  always('404 in the words of the service', 'refusal', notFound),
  always('429 with Retry-After', 'rate limit', () => refusal(429, { 'retry-after': '1' }), { waits: true }),
  always('429 without Retry-After', 'rate limit', () => refusal(429), { waits: true }),
  always('500', 'server error', () => refusal(500), { waits: true }),
  ofWrites(
    always('applied and then 500', 'server error', () => refusal(500), { waits: true, applied: true }),
  ),
  always('502 with HTML', 'server error', faults.badGateway, { waits: true }),
  always('503', 'server error', () => refusal(503), { waits: true }),
  always('204', 'body', faults.noContent),
  always('200 that is empty', 'body', () => faults.emptyBody()),
  always('200 with HTML', 'body', () => faults.status(200, html)),
  changed('200 of the wrong shape', 'body', otherShape),
  changed('200 without values', 'body', withoutValues),
  changed('200 about another resource', 'body', renamed),
  changed('200 cut short', 'body', cutBody),
  changed('206 with a part of the body', 'body', (answer) => {
    const part = cutBody(answer)
    return part && { ...part, status: 206 }
  }),
  changed('200 that is not compressed as it says', 'body', ({ headers, ...answer }) => ({
    ...answer,
    headers: { ...headers, 'content-encoding': 'gzip' },
  })),
  ofWrites(changed('success without effect', 'body', (answer) => answer)),
  changed('202 for later', 'body', (answer) => ({ ...answer, status: 202 })),
  always('304', 'body', () => faults.status(304)),
  {
    name: 'slow body',
    group: 'connection',
    waits: true,
    plan: ({ answer }) =>
      encodeAnswer(answer).bytes.length > 1
        ? { fault: faults.slowBody(1, 1_000) }
        : unreached('the answer has no body that could be slow'),
  },
  changed('200 missing its next page', 'list', withoutNextPage),
  changed('200 with half of the list', 'list', (answer) => cutList(answer)),
  changed('200 with half of its last list', 'list', (answer) => cutList(answer, 'last')),
  changed('200 with empty lists', 'list', emptyLists),
  changed('200 whose next page is the same one', 'list', (answer, { origin, target }) =>
    withNextPage(answer, `${origin}${target}`),
  ),
  changed('200 whose next page is at another origin', 'list', (answer, { elsewhere, target }) =>
    withNextPage(answer, `${elsewhere}${target}`),
  ),
  {
    name: '200 that is stale',
    group: 'stale',
    plan: (asked) =>
      isRead(asked)
        ? { fault: faults.alter((answer) => asked.before() ?? answer) }
        : unreached('the request is a write'),
  },
]
