import { describe, expect, it } from 'vitest'
import { answer } from '../../../test/answers.ts'
import { preflightHeaders } from './preflight.ts'
import { type CorsTerms, judgeCors } from './probe.ts'

const origin = 'https://app.example.com'
const terms: CorsTerms = {
  path: '/api/si/ask',
  origin,
  method: 'POST',
  headers: ['Content-Type', 'X-User-Email', 'x-intelligence-tier'],
  credentials: false,
  foreignOrigin: 'https://foreign-origin.invalid',
  expose: [],
  actual: { headers: {}, body: '{}' },
}
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

const allow = {
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, x-user-email, x-intelligence-tier',
  vary: 'Origin',
}
const exposed = {
  'access-control-allow-origin': origin,
  'access-control-expose-headers': 'x-cost',
  vary: 'Origin',
}

interface Bent {
  readonly status?: number
  readonly preflight?: Headers
  readonly foreign?: Headers
  readonly foreignStatus?: number
  readonly actual?: Headers
  readonly actualStatus?: number
}

const without = (headers: Headers) =>
  Object.fromEntries(
    Object.entries(headers).filter((each): each is [string, string | string[]] => each[1] !== undefined),
  )

function faultsOf(over: Partial<CorsTerms>, bent: Bent = {}): string[] {
  const given = { ...terms, ...over }
  const { checks } = judgeCors(
    {
      preflight: answer(bent.status ?? 204, without({ ...allow, ...bent.preflight })),
      foreign: answer(bent.foreignStatus ?? 204, without({ vary: 'Origin', ...bent.foreign })),
      actual: given.actual && answer(bent.actualStatus ?? 200, without({ ...exposed, ...bent.actual })),
    },
    given,
  )
  return checks.filter(({ holds }) => !holds).map(({ expects }) => expects)
}

const withCookies = { credentials: true } as const
const credentials = { 'access-control-allow-credentials': 'true' }
const everything = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
}

describe('a browser would send the request', () => {
  it.each<[string, Partial<CorsTerms>, Bent]>([
    ['as in the playbook', {}, {}],
    ['with any 2xx', {}, { status: 299 }],
    ['where a foreign origin is refused by status', {}, { foreignStatus: 403 }],
    [
      'where header names differ in case',
      {},
      { preflight: { 'access-control-allow-headers': 'CONTENT-TYPE,X-USER-EMAIL,X-Intelligence-Tier' } },
    ],
    [
      'where a list comes in two headers',
      {},
      {
        preflight: { 'access-control-allow-headers': ['content-type, x-user-email', 'x-intelligence-tier'] },
      },
    ],
    [
      'where a list has empty items',
      {},
      { preflight: { 'access-control-allow-headers': 'content-type,, x-user-email, x-intelligence-tier,' } },
    ],
    [
      'where POST is not named, which is always allowed',
      {},
      { preflight: { 'access-control-allow-methods': 'PUT' } },
    ],
    ['where no method is named, for POST', {}, { preflight: { 'access-control-allow-methods': undefined } }],
    [
      'for another method that is named',
      { method: 'DELETE' },
      { preflight: { 'access-control-allow-methods': 'PUT, DELETE' } },
    ],
    [
      'where all is open',
      { method: 'PATCH' },
      { preflight: everything, actual: { 'access-control-allow-origin': '*' } },
    ],
    ['with cookies where that is allowed', withCookies, { preflight: credentials, actual: credentials }],
    [
      'with Authorization where that is named',
      { headers: ['authorization'] },
      { preflight: { 'access-control-allow-headers': '*, Authorization' } },
    ],
    [
      'where the one origin is the same for all, without Vary',
      {},
      {
        preflight: { vary: undefined },
        actual: { vary: undefined },
        foreign: { 'access-control-allow-origin': origin },
      },
    ],
    [
      'where it varies by everything',
      {},
      { preflight: { vary: '*' }, actual: { vary: 'accept-encoding, ORIGIN' } },
    ],
    ['and the route says no itself', {}, { actualStatus: 401 }],
    ['and the named headers are exposed', { expose: ['X-Cost'] }, {}],
    [
      'and all headers are exposed',
      { expose: ['x-cost', 'x-id'] },
      { actual: { 'access-control-expose-headers': '*' } },
    ],
    [
      'where nothing is to be exposed',
      { expose: undefined },
      { actual: { 'access-control-expose-headers': undefined } },
    ],
    ['where no actual request is made', { actual: undefined, expose: undefined }, {}],
  ])('%s', (_, over, bent) => {
    expect(faultsOf(over, bent)).toEqual([])
  })
})

describe('a browser would refuse, or a foreign origin would be allowed', () => {
  it.each<[string, Partial<CorsTerms>, Bent, string]>([
    ['a redirect', {}, { status: 302 }, 'status of the preflight'],
    ['a preflight that is not found', {}, { status: 404 }, 'status of the preflight'],
    [
      'no allowed origin',
      {},
      { preflight: { 'access-control-allow-origin': undefined } },
      'the preflight allows the origin',
    ],
    [
      'another origin',
      {},
      { preflight: { 'access-control-allow-origin': 'https://www.example.com' } },
      'the preflight allows the origin',
    ],
    [
      'the origin with a slash',
      {},
      { preflight: { 'access-control-allow-origin': `${origin}/` } },
      'the preflight allows the origin',
    ],
    [
      'the origin in capitals',
      {},
      { preflight: { 'access-control-allow-origin': 'https://APP.example.com' } },
      'the preflight allows the origin',
    ],
    [
      'the origin twice',
      {},
      { preflight: { 'access-control-allow-origin': [origin, origin] } },
      'the preflight allows the origin',
    ],
    [
      'two origins in one value',
      {},
      { preflight: { 'access-control-allow-origin': `${origin}, https://b.example` } },
      'the preflight allows the origin',
    ],
    [
      'a star with cookies',
      withCookies,
      { preflight: { ...credentials, 'access-control-allow-origin': '*' }, actual: credentials },
      'the preflight allows the origin',
    ],
    ['nothing about cookies', withCookies, { actual: credentials }, 'the preflight allows credentials'],
    [
      'True instead of true',
      withCookies,
      { preflight: { 'access-control-allow-credentials': 'True' }, actual: credentials },
      'the preflight allows credentials',
    ],
    [
      'a method in small letters',
      { method: 'PATCH' },
      { preflight: { 'access-control-allow-methods': 'patch' } },
      'allows the method PATCH',
    ],
    ['a method that is not named', { method: 'PUT' }, {}, 'allows the method PUT'],
    [
      'no methods at all',
      { method: 'PUT' },
      { preflight: { 'access-control-allow-methods': undefined } },
      'allows the method PUT',
    ],
    [
      'a star for methods with cookies',
      { ...withCookies, method: 'PUT' },
      { preflight: { ...credentials, 'access-control-allow-methods': '*' }, actual: credentials },
      'allows the method PUT',
    ],
    [
      'a header that is not named',
      {},
      { preflight: { 'access-control-allow-headers': 'content-type, x-user-email' } },
      'allows the header x-intelligence-tier',
    ],
    [
      'no headers at all',
      {},
      { preflight: { 'access-control-allow-headers': undefined } },
      'allows the header content-type',
    ],
    [
      'a star for headers with cookies',
      withCookies,
      { preflight: { ...credentials, 'access-control-allow-headers': '*' }, actual: credentials },
      'allows the header content-type',
    ],
    [
      'a star for Authorization',
      { headers: ['Authorization'] },
      { preflight: { 'access-control-allow-headers': '*' } },
      'allows the header authorization',
    ],
    [
      'an invalid item of headers',
      {},
      {
        preflight: {
          'access-control-allow-headers': 'content-type, x user, x-user-email, x-intelligence-tier',
        },
      },
      'a list of header names',
    ],
    [
      'an invalid item of methods',
      {},
      { preflight: { 'access-control-allow-methods': 'POST;GET' } },
      'a list of methods',
    ],
    ['no Vary on the preflight', {}, { preflight: { vary: undefined } }, 'the preflight varies'],
    ['another Vary on the answer', {}, { actual: { vary: 'Accept' } }, 'the actual answer varies'],
    [
      'a foreign origin that is echoed',
      {},
      { foreign: { 'access-control-allow-origin': 'https://foreign-origin.invalid' } },
      'the foreign origin',
    ],
    [
      'a foreign origin that is allowed as every sandbox is',
      {},
      { foreign: { 'access-control-allow-origin': 'null' } },
      'the foreign origin',
    ],
    ...[302, 404, 429, 500, 503].map((foreignStatus): [string, Partial<CorsTerms>, Bent, string] => [
      `a foreign preflight that met ${foreignStatus}, which refuses no origin`,
      {},
      { foreignStatus },
      'the preflight of a foreign origin',
    ]),
    [
      'no origin on the answer',
      {},
      { actual: { 'access-control-allow-origin': undefined } },
      'the actual answer allows the origin',
    ],
    [
      'two origins on the answer',
      {},
      { actual: { 'access-control-allow-origin': [origin, '*'] } },
      'the actual answer allows the origin',
    ],
    [
      'no exposed headers',
      {},
      { actual: { 'access-control-expose-headers': undefined } },
      'names headers that scripts may read',
    ],
    ['another exposed header', { expose: ['x-id'] }, {}, 'exposes x-id'],
    [
      'all exposed, with cookies',
      { ...withCookies, expose: ['x-id'] },
      { preflight: credentials, actual: { ...credentials, 'access-control-expose-headers': '*' } },
      'exposes x-id',
    ],
    ['a redirect of the request', {}, { actualStatus: 307 }, 'the route answers'],
    ['a missing route', {}, { actualStatus: 404 }, 'the route answers'],
    ['a missing method', {}, { actualStatus: 405 }, 'the route answers'],
    ['a request that breaks', {}, { actualStatus: 500 }, 'the route answers'],
  ])('%s', (_, over, bent, word) => {
    expect(faultsOf(over, bent).join('\n')).toContain(word)
  })
})

it('a preflight is what a browser sends: names in lower case, sorted, joined by commas, without credentials', () => {
  expect(preflightHeaders({ ...terms, headers: [...terms.headers, 'CONTENT-TYPE'] })).toEqual({
    accept: '*/*',
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,x-intelligence-tier,x-user-email',
  })
  expect(preflightHeaders({ ...terms, headers: [] })).not.toHaveProperty('access-control-request-headers')
})
