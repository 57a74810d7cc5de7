import { createSign, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findSecrets } from './find-secrets.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const unsigned = `${part({ alg: 'RS256', kid: 'k1' })}.${part({ iss: 'https://api.example.com', sub: 'guest' })}`
const signature = createSign('sha256').update(unsigned).sign(privateKey, 'base64url')
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
// Written in two pieces, so that no scanner reports this file as a leak.
const gh = `gh${'p_'}${'a1B2'.repeat(9)}`

const secrets: readonly (readonly [string, string])[] = [
  ['a token in JSON', JSON.stringify({ token: `${unsigned}.${signature}` })],
  ['a token behind an escaped line end', JSON.stringify({ body: `x\n${unsigned}.${signature}` })],
  ['a token in a URL', `https://x.example/?t=${unsigned}.${signature}&a=1`],
  ['an encrypted token (JWE)', `${part({ alg: 'dir', enc: 'A256GCM' })}..${'Zm9v'.repeat(5)}.YmFy.cXV4`],
  ['a PEM key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ['a PEM key of OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ['a private RSA JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
  ['a private RSA JWK, indented', JSON.stringify(privateKey.export({ format: 'jwk' }), null, 2)],
  ['a private EC JWK', JSON.stringify(ec.privateKey.export({ format: 'jwk' }))],
  [
    'a private JWK within a JSON string',
    JSON.stringify(JSON.stringify(ec.privateKey.export({ format: 'jwk' }))),
  ],
  ['a secret JWK', JSON.stringify({ kty: 'oct', k: Buffer.alloc(16, 'zebra').toString('base64url') })],
  ['a bearer value', 'Bearer mF_9.B5f-4.1JqM'],
  ['an Authorization header in a transcript', 'authorization: Basic dXNlcjpwYXNz'],
  ['an Authorization header in JSON', '{"Authorization":"token abcdefgh"}'],
  ['an Authorization header in a list', '["authorization","Basic dXNlcjpwYXNz"]'],
  ['a bare Authorization value', 'Authorization: abcdefgh12345678'],
  ['a cookie in a transcript', 'set-cookie: session=abcdef; Path=/; HttpOnly'],
  ['a cookie in JSON', '{"set-cookie":["session=abcdef; Path=/"]}'],
  ['a cookie sent', 'Cookie: session=abcdef'],
  ['a GitHub token', gh],
  ['a GitHub token behind an escaped line end', JSON.stringify(`\n${gh}`)],
  ['a fine-grained GitHub token', `github${'_pat_'}${'11ABCDE'.repeat(12)}`],
  ['a Cloudflare token', `cf${'ut_'}${'a1B2'.repeat(10)}`],
  ['an AWS access key', `AK${'IA'}IOSFODNN7EXAMPLE`],
  ['an npm token', `npm${'_'}${'a1B2'.repeat(9)}`],
  ['a Slack token', `xox${'b-'}123456789012-abcdef`],
  ['a password in a URL', 'https://user:hunter2@registry.example/'],
  ['a signed URL', `https://blob.example/a?sv=1&sig=${'aB3%2F'.repeat(6)}`],
]

const harmless: readonly (readonly [string, string])[] = [
  ['a digest', `sha256:${'0123456789abcdef'.repeat(4)}`],
  ['a digest in base64', `sha512-${Buffer.alloc(64, 'digest').toString('base64')}`],
  ['a commit', '7c7b466f80a0b768bbf83f80cc73e4456c21c37c'],
  [
    'commits in short members',
    '{"d":"7c7b466f80a0b768bbf83f80cc73e4456c21c37c","k":"7c7b466f-80a0-4768-bbf8-3f80cc73e445"}',
  ],
  ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
  ['a public RSA JWK', JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' })],
  ['a public EC JWK', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  ['a public PEM key', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a token whose signature was replaced', `${unsigned}.sha256:0123456789ab`],
  [
    'a bearer of a token whose signature was replaced',
    `authorization: Bearer ${unsigned}.sha256:0123456789ab`,
  ],
  ['a token without a signature', `${unsigned}.`],
  ['the beginning of a token', `${unsigned.slice(0, 40)}...`],
  ['a redacted header', 'authorization: Bearer ***, set-cookie: session=***; Path=/'],
  ['a redacted header in Markdown', 'set-cookie: session=\\*\\*\\*; Path=/'],
  ['a header in words', 'authorization: not sent; cookie: none. Bearer authentication is required.'],
  ['headers that are allowed', 'access-control-allow-headers: authorization, content-type, x-user-email'],
  ['a challenge', 'www-authenticate: Bearer realm="https://r.example/token",service="r.example"'],
  ['a cookie that is deleted', 'set-cookie: session=; Max-Age=0'],
  ['an address with a port', 'https://api.example.com:8443/@scope/name'],
  [
    'a version and an id',
    'wrangler 4.125.0, version 0123abcd-0000-4000-8000-000000000000, cf-ray 8f0c1d2e3f4a5b6c-FRA',
  ],
]

describe('a secret is found', () => {
  it.each(secrets)('%s', (_, text) => expect(findSecrets(text)).not.toEqual([]))
  it.each(secrets)('%s is reported with its line, and the message does not repeat it', (_, text) => {
    const [first] = findSecrets(`first\nsecond\n${text}`)
    expect(first?.line).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(first)).not.toContain('abcdef')
  })
})

describe('a harmless text is not reported', () => {
  it.each(harmless)('%s', (_, text) => expect(findSecrets(text)).toEqual([]))

  test('digests, commits and UUIDs in a text are not reported', () => {
    const hex = (length: number) =>
      fc
        .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
        .map((all) => all.join(''))
    fc.assert(
      fc.property(hex(64), hex(40), fc.uuid(), (digest, commit, id) => {
        expect(findSecrets(JSON.stringify({ d: digest, k: commit, p: id, q: `sha256:${digest}` }))).toEqual(
          [],
        )
      }),
    )
  })
})

test('a token is found anywhere in a text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = `${before} ${unsigned}.${signature} ${after}`
      expect(findSecrets(text).map(({ what }) => what)).toContain('a signed token (JWT)')
    }),
  )
})

describe('a long text that is made to be slow is scanned quickly', () => {
  it.each([
    'eyJ',
    '.',
    'eyJ.',
    'bearer ',
    'cookie=',
    'authorization: ',
    '://',
    '://a:',
    '"d":"',
    '-----BEGIN ',
    'ghp_',
    '?sig=',
    '\n',
  ])('%j', (piece) => {
    const scan = (length: number) => {
      const text = piece.repeat(length / piece.length)
      const before = process.cpuUsage()
      findSecrets(text)
      return process.cpuUsage(before).user
    }
    scan(10_000)
    // Quadratic time would be 400 times as long for 20 times the length, which is minutes at this size.
    expect(scan(1_000_000)).toBeLessThan(20e6)
  })
})
