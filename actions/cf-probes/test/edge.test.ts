import {
  type Cloudflare,
  readFixtureWorker,
  signingKey,
  startCloudflare,
  startEdge,
} from '@suite/testkit/cloudflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { appOrigin } from './worker.ts'

const { probe } = setScene()
let cloudflare: Cloudflare
let edge: Awaited<ReturnType<typeof startEdge>>
let code: string

beforeAll(async () => {
  cloudflare = await startCloudflare()
  edge = await startEdge(cloudflare, { worker: 'api' })
  code = await readFixtureWorker()
})
afterAll(async () => {
  await edge.close()
  await cloudflare.close()
})

const upload = (vars: Readonly<Record<string, string>> = {}) =>
  cloudflare.addVersion('api', {
    code,
    vars: { APP_ORIGIN: appOrigin, ...vars },
    secrets: { PRIVATE_KEY_PEM: signingKey() },
    bindings: [
      { name: 'CF_VERSION_METADATA', type: 'version_metadata' },
      { name: 'AI', type: 'ai' },
    ],
    deployed: false,
  })

const ask = (expected: string, inputs: Readonly<Record<string, string>> = {}) =>
  probe({
    inputs: {
      'base-url': edge.url,
      'expected-version': expected,
      'worker-name': 'api',
      timeout: '60s',
      ...inputs,
    },
  })

const probes = `
version: { required: true }
probes:
  - { name: jwks, jwks: {} }
  - name: auth-guest
    jwt: { path: /auth/guest, audience: si, longest-lifetime: 15m, header-claims: { x-node-id: node_id } }
  - name: cors-si-ask
    cors: { path: /api/si/ask, headers: [content-type, x-intelligence-tier], expose: [x-credits-used, x-credits-balance] }
  - { name: metrics, metrics: { has: [http_requests_total] } }
`

describe('a Worker in workerd', () => {
  it('is proven before it has any traffic, by the header that picks its version', async () => {
    const [live, staged] = [await upload(), await upload()]
    await cloudflare.deploy('api', { [live]: 100, [staged]: 0 })
    for (const version of [staged, live]) {
      const ran = await ask(version)
      expect(ran).toMatchObject(green)
      expect(ran.probes.map((each) => each.version)).toEqual(['proven', 'proven', 'proven', 'proven'])
    }
  })

  it('is judged by a stricter probe file', async () => {
    const version = await upload()
    await cloudflare.deploy('api', { [version]: 100 })
    const ran = await probe({
      files: { 'ops/probes.yml': probes },
      inputs: { 'base-url': edge.url, 'expected-version': version, 'worker-name': 'api', timeout: '60s' },
    })
    expect(ran).toMatchObject(green)
    expect(ran.outputs.passed).toBe('4')
  })

  it('with broken CORS is caught while it is staged, and the live one stays proven', async () => {
    const [live, broken] = [await upload(), await upload({ CORS: 'broken' })]
    await cloudflare.deploy('api', { [live]: 100, [broken]: 0 })
    const ran = await ask(broken)
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.probes.filter(({ state }) => state !== 'pass').map(({ name }) => name)).toEqual([
      'cors-si-ask',
    ])
    expect(await ask(live)).toMatchObject(green)
  })

  it('that is not in the deployment fails, although the platform answers with another version', async () => {
    const [live, other] = [await upload(), await upload()]
    await cloudflare.deploy('api', { [live]: 100 })
    const ran = await ask(other, { timeout: '4s' })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.everything).toContain('another version answered')
  })

  it('is waited for while the edge still serves the version before', async () => {
    const [before, after] = [await upload(), await upload()]
    await cloudflare.deploy('api', { [before]: 100 })
    expect(await ask(before)).toMatchObject(green)
    edge.lag = 12
    await cloudflare.deploy('api', { [after]: 100 })
    const ran = await ask(after)
    edge.lag = 0
    expect(ran).toMatchObject(green)
    expect(ran.probes.some(({ attempts }) => Number(attempts) > 3)).toBe(true)
  })
})
