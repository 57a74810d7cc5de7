import { describe, expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

it('a file decides what is probed: captures, patterns, health and metrics', async () => {
  const secret = 'opaque-session-7f3a9c'
  worker().bend = ({ method, path }) => {
    if (path === '/session') return (response) => sendJson(response, { id: 'a/b', session: secret }, 201)
    if (path === '/items/a%2Fb')
      return (response, { headers }) =>
        headers.authorization === `Bearer ${secret}` && method === 'POST'
          ? sendJson(response, { ok: true, request: 'req_0042' }, 200, { 'x-node-id': 'n1' })
          : sendJson(response, {}, 401)
    if (path === '/healthz')
      return (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
    if (path === '/readyz') return (response) => sendJson(response, { ready: true })
    if (path === '/metrics')
      return (response) =>
        response.writeHead(200, { 'content-type': 'text/plain' }).end('# TYPE a counter\na{b="c"} 1\n')
    return undefined
  }
  const ran = await probe({
    files: {
      'ops/probes.yml': `
probes:
  - name: session
    http:
      - method: POST
        path: /session
        expect: { status: 201 }
        capture:
          id: { json: /id, secret: false }
          session: { json: /session }
      - method: POST
        path: /items/{{id}}
        headers: { authorization: "Bearer {{session}}" }
        body: { session: "{{session}}" }
        expect:
          headers: { x-node-id: n1, x-powered-by: { absent: true } }
          json:
            /ok: true
            /request: { pattern: '^req_[0-9]+$' }
          text: [req_]
          latency: 5s
  - name: health
    health: {}
  - name: metrics
    metrics: { has: [a] }
`,
    },
  })
  expect(ran).toMatchObject(green)
  expect(ran.outputs.passed).toBe('3')
  expect(ran.proofs.get('session.txt')).toContain('POST')
  const unmasked = ran.everything.replaceAll(/^::add-mask::.*$/gm, '')
  expect(unmasked).not.toContain(secret)
})

describe('a wrong file fails the run and shows the place of each mistake', () => {
  it.each([
    ['an unknown key', 'probes:\n  - name: a\n    htpp: []\n', 3],
    ['no kind', 'probes:\n  - name: a\n', 2],
    ['two kinds', 'probes:\n  - name: a\n    jwks: {}\n    health: {}\n', 2],
    ['a name that is no file name', 'probes:\n  - name: ../a\n    jwks: {}\n', 2],
    ['a name twice', 'probes:\n  - name: a\n    jwks: {}\n  - name: a\n    jwks: {}\n', 4],
    ['a path that leads away', 'probes:\n  - name: a\n    jwks: { path: "//evil.example" , x: 1 }\n', 3],
    [
      'a pattern without end',
      "probes:\n  - name: a\n    http:\n      - path: /\n        expect: { text: [{ pattern: '(a(?=b))' }] }\n",
      5,
    ],
    ['a placeholder that nothing fills', 'probes:\n  - name: a\n    http:\n      - path: /{{id}}\n', 4],
    ['KV without a namespace', 'probes:\n  - name: a\n    kv: {}\n', 3],
    ['HMAC for tokens', 'probes:\n  - name: a\n    jwt: { path: /t, algorithms: [HS256] }\n', 3],
  ])('%s', async (_, text, line) => {
    const ran = await probe({ files: { 'ops/probes.yml': text } })
    expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
    expect(ran.annotations[0]).toMatchObject({ file: 'ops/probes.yml', line })
    expect(worker().seen).toEqual([])
  })

  it('a given path without a file', async () => {
    const ran = await probe({ inputs: { 'config-path': 'ops/other.yml' } })
    expect(ran).toMatchObject({ ...red, reason: 'config-missing' })
  })

  it('neither a file nor an origin for CORS', async () => {
    const ran = await probe({ inputs: { 'app-origin': '' } })
    expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
    expect(ran.everything).toContain('app-origin')
  })
})

it('an empty path means the playbook, even if there is a file', async () => {
  const ran = await probe({ files: { 'ops/probes.yml': 'probes: []\n' }, inputs: { 'config-path': '' } })
  expect(ran).toMatchObject({ ...green, reason: 'probes-passed' })
})

it('a probe by IPv6 is inconclusive on a runner without IPv6, and never passes', async () => {
  const text = 'probes:\n  - name: six\n    family: 6\n    http: [{ path: /api/ai/binding }]\n'
  const files = { 'ops/probes.yml': text }
  expect(await probe({ files })).toMatchObject({ ...red, reason: 'probes-undecided' })
  const warned = await probe({ files, inputs: { 'on-inconclusive': 'warn' } })
  expect(warned).toMatchObject({ exitCode: 0, outputs: { verdict: 'skip', inconclusive: '1' } })
})
