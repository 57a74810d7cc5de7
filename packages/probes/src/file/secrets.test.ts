import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { readProbeFile } from './read.ts'

const secrets = new Map([
  ['API_KEY', 'k-123456'],
  ['BROKEN', 'a\nb-123456'],
])
const read = (text: string) =>
  readProbeFile(
    { path: 'ops/probes.yml', text },
    { appOrigin: 'https://app.example.com', issuer: 'x', kv: undefined, secrets },
  )

async function problemsOf(text: string): Promise<string[]> {
  const error = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UsageError)) return []
  return error.problems.map(({ what, at }) => `${at?.line} ${what}`)
}
const probe = (kind: string) => `probes:\n  - name: a\n    ${kind}\n`

describe('a secret can be used', () => {
  it.each([
    ['in the path of a request', 'http: [{ path: "/a?key={{env.API_KEY}}" }]'],
    ['in a header', 'http: [{ path: /, headers: { x-api-key: "{{env.API_KEY}}" } }]'],
    ['in a text that is sent', 'http: [{ method: POST, path: /, body: "key={{env.API_KEY}}" }]'],
    ['deep in JSON', 'http: [{ method: POST, path: /, body: { a: [{ b: "{{env.API_KEY}}" }] } }]'],
    ['to get a token', 'jwt: { path: /t, headers: { authorization: "Bearer {{env.API_KEY}}" } }'],
    ['in the actual request of CORS', 'cors: { path: /a, actual: { headers: { x-k: "{{env.API_KEY}}" } } }'],
    ['with a line break in JSON', 'http: [{ method: POST, path: /, body: { k: "{{env.BROKEN}}" } }]'],
  ])('%s', async (_, kind) => {
    expect(await problemsOf(probe(kind))).toEqual([])
  })
})

describe('an unknown placeholder is an error with its line, in any case of letters', () => {
  it.each([
    ...['{{env.OTHER}}', '{{env.api_key}}', '{{ENV.API_KEY}}', '{{Env.API_KEY}}', '{{API_KEY}}', '{{Id}}'],
    ...[
      '{{id}}',
      '{{ env.API_KEY }}',
      '{{}}',
      '{{env.}}',
      '{{env}}',
      '{{env.API_KEY',
      '{{{API_KEY}}}',
      '{{é}}',
    ],
  ])('%s', async (written) => {
    const text = `probes:
  - name: a
    http:
      - method: POST
        path: /
        headers:
          accept: text/plain
          x-a: ok
        body:
          one: fine
          two: ["${written}"]
`
    expect(await problemsOf(text)).toEqual([expect.stringMatching(/^11 /)])
  })

  it.each([
    ['a header', 'http: [{ path: /, headers: { x-a: "{{Key}}" } }]'],
    ['a path', 'http: [{ path: "/{{KEY}}" }]'],
    ['a name in JSON', 'http: [{ method: POST, path: /, body: { "{{KEY}}": 1 } }]'],
    ['a token request', 'jwt: { path: /t, body: { a: "{{KEY}}" } }'],
    ['an actual request of CORS', 'cors: { path: /a, actual: { body: "{{KEY}}" } }'],
    ['a path of CORS', 'cors: { path: "/{{env.API_KEY}}" }'],
    ['a health path', 'health: { paths: ["/{{env.API_KEY}}"] }'],
    ['a key set', 'jwks: { path: "/{{KEY}}" }'],
    ['the key set of a token', 'jwt: { path: /t, jwks: "/{{KEY}}" }'],
    ['metrics', 'metrics: { path: "/{{KEY}}" }'],
    ['an expected value', 'http: [{ path: /, expect: { json: { /a: "{{env.API_KEY}}" } } }]'],
    ['an expected claim', 'jwt: { path: /t, claims: { sub: "{{Env.API_KEY}}" } }'],
    ['a header that cannot hold the value', 'http: [{ path: /, headers: { x-a: "{{env.BROKEN}}" } }]'],
  ])('in %s', async (_, kind) => {
    expect(await problemsOf(probe(kind))).toEqual([expect.stringMatching(/^3 /)])
  })

  it('in the place of the version', async () => {
    const text = `${probe('jwks: {}')}version: { json: "/{{env.API_KEY}}" }\n`
    expect(await problemsOf(text)).toEqual([expect.stringMatching(/^4 /)])
  })

  it('names the variables that can be used, and never their values', async () => {
    const [problem = ''] = await problemsOf(probe('http: [{ path: "/{{env.OTHER}}" }]'))
    expect(problem).toContain('API_KEY, BROKEN')
    expect(problem).not.toContain('k-123456')
  })
})

it('braces in what is expected of an answer are the text that they are', async () => {
  expect(await problemsOf(probe('http: [{ path: /, expect: { text: ["{{name}}"] } }]'))).toEqual([])
})
