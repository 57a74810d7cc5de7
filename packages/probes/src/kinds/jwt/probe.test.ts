import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { answer, json } from '../../../test/answers.ts'
import { ecKey, makeToken, rsaKey, type SigningKey } from '../../../test/keys.ts'
import type { TokenTerms } from './claims.ts'
import { judgeJwt } from './probe.ts'
import { verifySignature } from './verify.ts'

const rsa = rsaKey()
const ec = ecKey()
const stranger = rsaKey(rsa.kid)
const now = new Date('2026-11-21T12:00:00Z')
const seconds = now.getTime() / 1000
const claims = {
  iss: 'https://api.example.com',
  aud: 'app',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 600,
  node_id: 'n1',
  tier: 'guest',
}
const terms: TokenTerms = {
  token: '/token',
  algorithms: ['RS256', 'ES256'],
  issuer: 'https://api.example.com',
  audience: undefined,
  longestLifetime: undefined,
  claims: {},
  headerClaims: {},
}
const keySet = (...keys: readonly SigningKey[]) => answer(200, json, { keys: keys.map(({ jwk }) => jwk) })

async function faultsOf(
  token: unknown,
  over: Partial<TokenTerms> = {},
  { keys = keySet(rsa, ec), given = answer(200, json, { token }) } = {},
): Promise<string[]> {
  const judged = await judgeJwt(
    { given, keys },
    { ...terms, ...over },
    { now, verify: verifySignature, keepSecret: () => {} },
  )
  return judged.checks.filter(({ holds }) => !holds).map(({ expects }) => expects)
}

const signed = (over: object = {}, header: Readonly<Record<string, unknown>> = {}, key = rsa) =>
  makeToken(key, { ...claims, ...over }, header)

describe('a good token passes', () => {
  it.each<[string, string, Partial<TokenTerms>]>([
    ['by RS256', signed(), {}],
    ['by ES256', signed({}, {}, ec), {}],
    ['with an audience in a list', signed({ aud: ['web', 'app'] }), { audience: 'app' }],
    ['with clocks a minute apart', signed({ iat: seconds + 60, nbf: seconds + 60 }), {}],
    ['without nbf and iat', signed({ iat: undefined, nbf: undefined }), {}],
    ['that lives as long as it may', signed(), { longestLifetime: 600 }],
    [
      'with the required claims',
      signed(),
      { claims: { tier: { equals: 'guest' }, node_id: { type: 'string' } } },
    ],
  ])('%s', async (_, token, over) => {
    expect(await faultsOf(token, over)).toEqual([])
  })

  it('with a claim that a header repeats', async () => {
    const given = answer(200, { ...json, 'X-Node-ID': 'n1' }, { token: signed() })
    expect(await faultsOf('', { headerClaims: { 'x-node-id': 'node_id' } }, { given })).toEqual([])
  })
})

const parts = signed().split('.')
const hmac = (secret: string) => {
  const input = [{ alg: 'HS256', kid: rsa.kid }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const unsigned = makeToken(rsa, claims, { alg: 'none' }).split('.').slice(0, 2).join('.')

describe('a bad token fails', () => {
  it.each<[string, unknown, Partial<TokenTerms>, string]>([
    ['no token', undefined, {}, 'three segments'],
    ['a token that is not text', 7, {}, 'three segments'],
    ['two segments', parts.slice(0, 2).join('.'), {}, 'three segments'],
    ['four segments', `${signed()}.x`, {}, 'three segments'],
    ['five segments, as encrypted ones have', 'eyJh.a.b.c.d', {}, 'three segments'],
    ['an empty signature', `${parts[0]}.${parts[1]}.`, {}, 'three segments'],
    [
      'a payload that is not JSON',
      `${parts[0]}.${Buffer.from('x').toString('base64url')}.${parts[2]}`,
      {},
      'three segments',
    ],
    [
      'a repeated claim',
      `${parts[0]}.${Buffer.from('{"iss":"x","iss":"y"}').toString('base64url')}.${parts[2]}`,
      {},
      'three segments',
    ],
    ['padding', `${parts[0]}=.${parts[1]}.${parts[2]}`, {}, 'three segments'],
    ['alg none', `${unsigned}.AAAA`, {}, 'the header names'],
    ['HS256 by the public key', hmac(JSON.stringify(rsa.jwk)), {}, 'the header names'],
    ['an algorithm that is not allowed', signed({}, {}, ec), { algorithms: ['RS256'] }, 'the header names'],
    [
      'an algorithm that is not that of the key',
      signed({}, { alg: 'PS256' }),
      { algorithms: ['PS256'] },
      'names a key of the set',
    ],
    ['an extension', signed({}, { crit: ['b64'], b64: true }), {}, 'no extension'],
    ['no kid', signed({}, { kid: undefined }), {}, 'names a key of the set'],
    ['a kid that is not in the set', signed({}, { kid: 'x' }), {}, 'names a key of the set'],
    ["a kid of another's key", signed({}, { kid: ec.kid }), {}, 'signature'],
    ["another signer's signature", makeToken(stranger, claims), {}, 'signature'],
    [
      'a payload that was changed',
      `${parts[0]}.${signed({ tier: 'admin' }).split('.')[1]}.${parts[2]}`,
      {},
      'signature',
    ],
    ['another issuer', signed({ iss: 'https://api.example.com/' }), {}, 'iss is'],
    ['no issuer', signed({ iss: undefined }), {}, 'iss is'],
    ['an issuer in a list', signed({ iss: [claims.iss] }), {}, 'iss is'],
    ['another audience', signed({ aud: 'web' }), { audience: 'app' }, 'aud holds'],
    ['no audience', signed({ aud: undefined }), { audience: 'app' }, 'aud holds'],
    ['no end', signed({ exp: undefined }), {}, 'exp is'],
    ['an end that is now', signed({ exp: seconds }), {}, 'exp is'],
    ['an end in milliseconds', signed({ exp: (seconds + 600) * 1000 }), {}, 'exp is'],
    ['an end as text', signed({ exp: String(seconds + 600) }), {}, 'exp is'],
    ['a beginning in the future', signed({ nbf: seconds + 61 }), {}, 'nbf and iat'],
    ['a time of issue in the future', signed({ iat: seconds + 61 }), {}, 'nbf and iat'],
    ['a time as text', signed({ iat: 'x' }), {}, 'nbf and iat'],
    ['too long a life', signed({ exp: seconds + 601 }), { longestLifetime: 600 }, 'lives at most'],
    [
      'a life of unknown length',
      signed({ iat: undefined, nbf: undefined }),
      { longestLifetime: 600 },
      'lives at most',
    ],
    ['another claim', signed(), { claims: { tier: { equals: 'paid' } } }, 'the claim tier'],
    ['a missing header', signed(), { headerClaims: { 'x-node-id': 'node_id' } }, 'the header x-node-id'],
  ])('%s', async (_, token, over, word) => {
    expect((await faultsOf(token, over)).join('\n')).toContain(word)
  })

  it.each([
    ['another value', 'n2'],
    ['the value twice', ['n1', 'n1']],
  ])('a header that should repeat a claim has %s', async (_, value) => {
    const given = answer(200, { ...json, 'x-node-id': value }, { token: signed() })
    expect(await faultsOf('', { headerClaims: { 'x-node-id': 'node_id' } }, { given })).toHaveLength(1)
  })

  it.each([
    ['is empty', answer(200, json, { keys: [] })],
    ['has the key twice', keySet(rsa, rsa)],
    ['holds a private key', answer(200, json, { keys: [{ ...rsa.jwk, d: 'x' }] })],
    ['is for encryption', answer(200, json, { keys: [{ ...rsa.jwk, use: 'enc' }] })],
    ['is of another algorithm', answer(200, json, { keys: [{ ...rsa.jwk, alg: 'RS512' }] })],
    [
      'holds a key that cannot be imported',
      answer(200, json, { keys: [{ ...ec.jwk, kid: rsa.kid, alg: undefined }] }),
    ],
    ['is an error page', answer(500, { 'content-type': 'text/html' }, '<html>')],
  ])('its key set %s', async (_, keys) => {
    expect((await faultsOf(signed(), {}, { keys })).join('\n')).toContain('signature')
  })

  it.each([
    ['a status of failure', answer(401, json, { token: signed() })],
    ['no JSON media type', answer(200, { 'content-type': 'text/html' }, { token: signed() })],
  ])('its answer has %s', async (_, given) => {
    expect(await faultsOf('', {}, { given })).toHaveLength(1)
  })
})

it('a token is registered as a secret first, and its signature is not shown', async () => {
  const secrets: string[] = []
  const token = signed({ email: 'a@example.com' })
  const given = answer(200, json, { token })
  const keepSecret = (secret: string) => secrets.push(secret)
  const { shows } = await judgeJwt({ given, keys: keySet(rsa) }, terms, {
    now,
    verify: verifySignature,
    keepSecret,
  })
  expect(secrets).toEqual([token])
  const words = JSON.stringify(shows)
  expect(words).not.toContain(token.split('.')[2])
  expect(words).toMatch(/sha256:[0-9a-f]{12}"/)
  expect(words).not.toContain('a@example.com')
})
