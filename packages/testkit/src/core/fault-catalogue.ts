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
import { encodeAnswer } from './answer.ts'
import { type Fault, faults } from './faults.ts'
import {
  type AskedRequest,
  always,
  changed,
  isRead,
  ofWrites,
  type RequestFault,
  unreached,
} from './request-fault.ts'

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
