import { readFileSync } from 'node:fs'
import { UsageError } from '@suite/errors'
import type { Defaults, Plan } from '@suite/probes/file'
import { readProbeFile } from '@suite/probes/file'
import { describe, expect, it } from 'vitest'
import { playbookPlan } from './playbook.ts'
import { schemas } from './schemas.ts'

const defaults: Defaults = {
  appOrigin: 'https://app.example.com',
  issuer: 'https://api.example.com',
  kv: undefined,
}
const namespace = { namespace: 'a'.repeat(32), binding: 'KV_PREFS' }
const read = (text: string, over: Partial<Defaults> = {}): Promise<Plan> =>
  readProbeFile({ path: 'ops/probes.yml', text }, { ...defaults, ...over })

async function problemsOf(text: string, over: Partial<Defaults> = {}): Promise<string[]> {
  const error = await read(text, over).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UsageError)) throw new Error(`not refused: ${text}`)
  expect(error.reason).toBe('config-invalid')
  return error.problems.map(({ what, at }) => `${at?.line}:${at?.column} ${what}`)
}

const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('a probe file', () => {
  it('on the page can be copied', async () => {
    const [, example = ''] = /## A probe file[\s\S]*?```yaml\n([\s\S]*?)```/.exec(page) ?? []
    const { probes, echo, source } = await read(example)
    expect(source).toBe('ops/probes.yml')
    expect(echo).toEqual({ header: 'x-worker-version', json: undefined, required: true })
    expect(probes.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      ...[
        'jwks: jwks',
        'auth-guest: jwt',
        'cors-si-ask: cors',
        'health: health',
        'metrics: metrics',
        'session: http',
      ],
    ])
    expect(probes.at(-1)).toMatchObject({ family: 4 })
  })

  it('can describe the playbook in a few lines', async () => {
    const short = await read(`
probes:
  - { name: jwks, jwks: {} }
  - { name: auth-guest, jwt: { path: /auth/guest } }
  - { name: cors-si-ask, cors: { path: /api/si/ask, headers: [content-type, x-user-email, x-intelligence-tier] } }
  - { name: ai-binding, http: [{ path: /api/ai/binding, expect: { json: { /ai_bound: true } } }] }
`)
    expect(short.probes).toEqual(playbookPlan(defaults).probes)
  })

  it('can name the default probes as a preset, and add others', async () => {
    const named = await read('preset: playbook\n')
    expect(named.probes).toEqual(playbookPlan(defaults).probes)
    expect(named.preset?.chosenBy).toBe('file')
    const more = await read('preset: playbook\nprobes: [{ name: health, health: {} }]\n', { kv: namespace })
    expect(more.probes.map(({ name }) => name)).toEqual([
      ...['jwks', 'auth-guest', 'cors-si-ask', 'ai-binding', 'health', 'kv-prefs'],
    ])
  })

  it.each<[string, string, Partial<Defaults>, RegExp]>([
    ['without its origin', 'preset: playbook\n', { appOrigin: undefined }, /^1:1 .*app-origin/],
    ['unknown', 'preset: play\n', {}, /^1:9 .*playbook/],
    [
      'with a second probe of a name',
      'preset: playbook\nprobes: [{ name: jwks, jwks: {} }]\n',
      {},
      /^2:.*second probe named jwks/,
    ],
    ['missing, and no probes', 'version: {}\n', {}, /must have probes, or preset/],
  ])('is refused with a preset that is %s', async (_, text, over, word) => {
    expect((await problemsOf(text, over)).join('\n')).toMatch(word)
  })

  it('with several mistakes shows each of them at its place', async () => {
    expect(
      await problemsOf(`probes:
  - name: Upper
    jwks: {}
  - name: a
    http:
      - path: no-slash
        expect: { status: 99, json: { no-slash: 1 } }
      - path: /
        headers: { 'a b': x }
        capture: { id: {} }
`),
    ).toEqual([
      expect.stringMatching(/^2:11 .*small letters/),
      expect.stringMatching(/^6:15 .*begins with \//),
      expect.stringMatching(/^7:27 .*200/),
      expect.stringMatching(/^7:.*/),
      expect.stringMatching(/^9:.*/),
      expect.stringMatching(/^10:.*json or header/),
    ])
  })

  it.each([
    [
      'a pattern of no engine in linear time',
      'http: [{ path: /, expect: { text: [{ pattern: "(?=a)" }] } }]',
      /lookahead/,
    ],
    [
      'a placeholder of a later request',
      'http: [{ path: "/{{id}}", capture: { id: { json: /id } } }]',
      /not captured by an earlier/,
    ],
    [
      'a placeholder in a token request',
      'jwt: { path: /t, headers: { authorization: "Bearer {{x}}" } }',
      /not captured/,
    ],
    ['a line break in a header', 'http: [{ path: /, headers: { x: "a\\r\\nb" } }]', /printable ASCII/],
    [
      'two demands at once',
      'http: [{ path: /, expect: { json: { /a: { equals: 1, type: integer } } } }]',
      /one of equals/,
    ],
    ['no demand', 'http: [{ path: /, expect: { json: { /a: {} } } }]', /one of equals/],
    ['a header that would be a number', 'http: [{ path: /, expect: { headers: { x-n: 5 } } }]', /in quotes/],
    [
      'a type of a text, which always holds',
      'http: [{ path: /, expect: { text: [{ type: string }] } }]',
      /unknown key/,
    ],
    [
      'a repeated member',
      'http: [{ path: /, expect: { json: { /a: false, /a: true } } }]',
      /twice|unique|duplicate/i,
    ],
    ['HMAC', 'jwt: { path: /t, algorithms: [HS256] }', /must be one of/],
    ['no signature', 'jwt: { path: /t, algorithms: [none] }', /must be one of/],
    ['no requests', 'http: []', /at least 1/],
    ['another family', 'family: 5\n    jwks: {}', /one of 4, 6/],
    ['no duration', 'http: [{ path: /, expect: { latency: 1 } }]', /text/],
    ['a latency that no answer meets', 'http: [{ path: /, expect: { latency: 0ms } }]', /above zero/],
    ['an invalid lifetime', 'jwt: { path: /t, longest-lifetime: 1 hour }', /1\.5m/],
  ])('is refused with %s', async (_, probe, word) => {
    expect((await problemsOf(`probes:\n  - name: a\n    ${probe}\n`)).join('\n')).toMatch(word)
  })

  it.each([
    ['500ms', 500],
    ['1.5s', 1_500],
    ['"2"', 2_000],
    ['1.5m', 90_000],
  ])('takes a latency and a lifetime of %s, as inputs do', async (written, milliseconds) => {
    const { probes } = await read(`probes:
  - { name: a, http: [{ path: /, expect: { latency: ${written} } }] }
  - { name: b, jwt: { path: /t, longest-lifetime: ${written} } }
`)
    expect(probes).toMatchObject([
      { terms: [{ expect: { latency: milliseconds } }] },
      { terms: { longestLifetime: milliseconds / 1_000 } },
    ])
  })

  it('needs an origin for CORS from somewhere', async () => {
    const text = 'probes:\n  - name: a\n    cors: { path: /a }\n'
    expect((await read(text)).probes).toMatchObject([
      { terms: { origin: 'https://app.example.com', method: 'POST' } },
    ])
    expect(await problemsOf(text, { appOrigin: undefined })).toEqual([
      expect.stringMatching(/^3:5 needs origin/),
    ])
  })

  it('gets the KV probe once if a namespace is given', async () => {
    const kinds = async (text: string, kv: boolean) =>
      (await read(text, { kv: kv ? namespace : undefined })).probes.map(({ kind }) => kind)
    const without = 'probes: [{ name: a, jwks: {} }]'
    const having = 'probes: [{ name: kv-prefs, kv: {} }, { name: a, jwks: {} }]'
    expect([await kinds(without, false), await kinds(without, true), await kinds(having, true)]).toEqual([
      ['jwks'],
      ['jwks', 'kv'],
      ['kv', 'jwks'],
    ])
    expect(await problemsOf(having)).toEqual([expect.stringContaining('kv-namespace-id')])
    expect(await problemsOf('probes: [{ name: kv-prefs, jwks: {} }]', { kv: namespace })).toEqual([
      expect.stringContaining('is taken'),
    ])
  })

  it('may leave out the actual request, or the check of its exposed headers', async () => {
    const terms = async (rest: string) =>
      (await read(`probes: [{ name: a, cors: { path: /a, ${rest} } }]`)).probes.map((probe) => probe.terms)
    expect(await terms('actual: false')).toMatchObject([{ actual: undefined, expose: undefined }])
    expect(await terms('expose: false')).toMatchObject([{ expose: undefined, actual: { body: '{}' } }])
    expect(await terms('method: GET')).toMatchObject([{ actual: { headers: {}, body: undefined } }])
    expect(await terms('actual: { body: { a: 1 } }')).toMatchObject([
      { actual: { headers: { 'content-type': 'application/json' }, body: '{"a":1}' } },
    ])
  })
})

it('the schema for editors knows every kind of probe', () => {
  const text = JSON.stringify(schemas['probes.schema.json'])
  for (const kind of ['jwks', 'jwt', 'cors', 'kv', 'health', 'metrics', 'http'])
    expect(text).toContain(`"${kind}":`)
  expect(text).toContain('"additionalProperties":false')
})
