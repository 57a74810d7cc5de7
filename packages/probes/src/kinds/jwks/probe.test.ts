import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { answer, json } from '../../../test/answers.ts'
import { ecKey, rsaKey } from '../../../test/keys.ts'
import { allHold } from '../../check.ts'
import { judgeJwks } from './probe.ts'

const { jwk: rsa } = rsaKey()
const { jwk: ec } = ecKey()
const ed = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'ed' }
const set = (...keys: unknown[]) => answer(200, json, { keys })

/** A verifier skips these: https://www.rfc-editor.org/rfc/rfc7517#section-5 */
const skipped = [
  { ...ec, use: 'enc' },
  { ...ec, kid: rsa.kid, use: 'enc' },
  { ...ec, use: undefined, key_ops: ['deriveBits'] },
  { ...ec, use: undefined, alg: 'ECDH-ES' },
  { ...rsaKey('old', 1024).jwk, use: 'enc' },
  { ...ec, crv: 'secp256k1' },
  { ...ed, crv: 'X25519' },
  { kty: 'AKP', alg: 'ML-DSA-44', kid: 'pq', pub: 'AA' },
  { kty: 'oct', kid: 'x' },
  { ...ec, kid: undefined },
  { ...ec, kid: '' },
  { kid: 'no type' },
  { ...ec, alg: 'RS256' },
  { ...ec, alg: 'ES384' },
  { ...rsaKey('other').jwk, alg: 'ES256' },
  { ...ed, alg: 'ES256' },
  { kty: 'RSA', kid: 'certificate alone', x5c: ['MIIB'] },
  { ...ec, y: undefined },
  { ...ed, x: '' },
]

it.each(skipped)('a key set with only a key that a verifier skips fails: %j', (key) => {
  expect(allHold(judgeJwks(set(key)).checks)).toBe(false)
})

it('a key that a verifier skips must not contain its private half either', () => {
  expect(allHold(judgeJwks(set(rsa, { ...ec, use: 'enc', d: 'x' })).checks)).toBe(false)
  expect(allHold(judgeJwks(set(rsa, { kty: 'oct', kid: 'x', k: 'x' })).checks)).toBe(false)
  expect(allHold(judgeJwks(set(rsa, { kty: 'AKP', kid: 'x', priv: 'x' })).checks)).toBe(false)
})

it.each([
  ['one RSA key', set(rsa)],
  ['keys of every kind', set(rsa, ec, ed)],
  ['the media type of key sets', answer(200, { 'content-type': 'application/jwk-set+json' }, { keys: [ec] })],
  [
    'parameters of the media type',
    answer(200, { 'content-type': 'Application/JSON; charset=utf-8' }, { keys: [ec] }),
  ],
  ['a key without use or alg', set({ ...rsa, use: undefined, alg: undefined })],
  ...skipped.map((key): [string, ReturnType<typeof set>] => [
    `next to a key that a verifier skips: ${JSON.stringify(key).slice(0, 80)}`,
    set(key, rsa),
  ]),
])('a sound key set passes: %s', (_, came) => {
  expect(judgeJwks(came).checks.filter(({ holds }) => !holds)).toEqual([])
})

const small = rsaKey('small', 1024).jwk
const padded = {
  ...small,
  n: Buffer.concat([Buffer.alloc(200), Buffer.from(small.n ?? '', 'base64url')]).toString('base64url'),
}
it.each([
  ['another status', answer(404, json, { keys: [rsa] })],
  ['no JSON media type', answer(200, { 'content-type': 'text/plain' }, { keys: [rsa] })],
  ['no media type', answer(200, {}, { keys: [rsa] })],
  ['no JSON', answer(200, json, '{"keys":[')],
  ['a list instead of an object', answer(200, json, [rsa])],
  ['no keys', answer(200, json, {})],
  ['an empty list', set()],
  ['an item that is not a key', set(rsa, 'x')],
  ['no kid', set({ ...rsa, kid: undefined })],
  ['an empty kid', set({ ...rsa, kid: '' })],
  ['a kid that is a number', set({ ...rsa, kid: 1 })],
  ['the same kid twice', set(rsa, { ...ec, kid: rsa.kid })],
  ...(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].map((member) => [
    `the private ${member}`,
    set({ ...rsa, [member]: 'x' }),
  ]) as [string, ReturnType<typeof set>][]),
  ['an encryption key', set({ ...rsa, use: 'enc' })],
  ['a weak key next to a good one', set(rsa, small)],
  ['an RSA key of 1024 bits', set(small)],
  ['a short RSA key behind zeros', set(padded)],
  ['an RSA key without a modulus', set({ ...rsa, n: undefined })],
  ['an RSA modulus that is not base64url', set({ ...rsa, n: `${rsa.n}==` })],
  ['an RSA key without an exponent', set({ ...rsa, e: undefined })],
  ['an RSA key whose exponent is 1', set({ ...rsa, e: 'AQ' })],
  ['an elliptic key on a curve for other things', set({ ...ec, crv: 'secp256k1' })],
  ['an elliptic key without a coordinate', set({ ...ec, y: undefined })],
  ['a key for agreement', set({ ...ed, crv: 'X25519' })],
  ['a private key next to the keys', answer(200, json, { keys: [rsa], signing: { ...ec, d: 'x' } })],
  ['a bare private key', answer(200, json, { ...rsa, d: 'x' })],
  [
    'a repeated member keys, where readers differ in the value they take',
    answer(200, json, `{"keys":[],${JSON.stringify({ keys: [rsa] }).slice(1)}`),
  ],
  ['a symmetric key', set({ kty: 'oct', kid: 'x' })],
  ['a key of no known type', set({ kty: 'AKP', kid: 'x' })],
])('a key set that must not be published fails: %s', (_, came) => {
  expect(allHold(judgeJwks(came).checks)).toBe(false)
})

describe('the proof of a key set', () => {
  it('keeps the first 120 characters, as the playbook does', () => {
    const came = set(rsa)
    expect(Object.values(judgeJwks(came).shows ?? {})).toEqual([came.body.slice(0, 120)])
  })

  it('does not publish a private member a second time', () => {
    const shows = JSON.stringify(judgeJwks(set({ d: 'private-member', ...rsa })).shows)
    expect(shows).not.toContain('private-member')
    expect(shows).toContain('not shown')
    const bare = judgeJwks(answer(200, json, { d: 'private-member', ...rsa }))
    expect(JSON.stringify(bare.shows)).not.toContain('private-member')
  })
})
