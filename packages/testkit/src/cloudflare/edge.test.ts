import { execFileSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { type Cloudflare, type EdgeOptions, startCloudflare, startEdge } from './index.ts'
import { readFixtureWorker, signingKey } from './project.ts'

async function start(): Promise<Cloudflare> {
  const cloudflare = await startCloudflare()
  onTestFinished(() => cloudflare.close())
  return cloudflare
}

async function serve(cloudflare: Cloudflare, options: Partial<EdgeOptions> = {}) {
  const edge = await startEdge(cloudflare, { worker: 'api', ...options })
  onTestFinished(() => edge.close())
  return edge
}

const echo = (release: string) => ({
  code: `export default { fetch: (request, env) => Response.json([env.RELEASE, new URL(request.url).host]) }`,
  vars: { RELEASE: release },
})

async function releasesFrom(url: string, count: number, headers: Record<string, string> = {}) {
  const releases: string[] = []
  for (let index = 0; index < count; index++) {
    const [release] = (await (await fetch(url, { headers })).json()) as string[]
    releases.push(release ?? '')
  }
  return releases
}

test('a Worker that is not deployed yet answers 404, and is served once it is deployed', async () => {
  const cloudflare = await start()
  const edge = await serve(cloudflare)
  const before = await fetch(edge.url)
  expect([before.status, await before.text()]).toEqual([404, expect.stringContaining('nothing here yet')])
  await cloudflare.addVersion('api', echo('one'))
  expect(await (await fetch(edge.url)).json()).toEqual(['one', new URL(edge.url).host])
})

test('a split serves each version its share; a request can name a version of the deployment, even one at 0 %', async () => {
  const cloudflare = await start()
  const one = await cloudflare.addVersion('api', echo('one'))
  const two = await cloudflare.addVersion('api', { ...echo('two'), deployed: false })
  const other = await cloudflare.addVersion('api', { ...echo('three'), deployed: false })
  await cloudflare.deploy('api', { [one]: 75, [two]: 25 })
  const edge = await serve(cloudflare)
  const releases = await releasesFrom(edge.url, 100)
  expect(releases.filter((release) => release === 'two')).toHaveLength(25)

  await cloudflare.deploy('api', { [one]: 100, [two]: 0 })
  expect(await releasesFrom(edge.url, 5)).toEqual(Array(5).fill('one'))
  const naming = (id: string) => ({ 'cloudflare-workers-version-overrides': `other="x", api="${id}"` })
  expect(await releasesFrom(edge.url, 2, naming(two))).toEqual(['two', 'two'])
  expect(await releasesFrom(edge.url, 1, naming(other))).toEqual(['one'])
  expect(edge.log.at(-2)).toMatchObject({ versionId: two, overridden: true })
})

test('the old version keeps answering while a deployment spreads', async () => {
  const cloudflare = await start()
  await cloudflare.addVersion('api', echo('one'))
  const edge = await serve(cloudflare, { lag: 2 })
  await cloudflare.addVersion('api', echo('two'))
  expect(await releasesFrom(edge.url, 4)).toEqual(['one', 'one', 'two', 'two'])
  edge.lag = 'until-released'
  await cloudflare.addVersion('api', echo('three'))
  expect(await releasesFrom(edge.url, 3)).toEqual(['two', 'two', 'two'])
  edge.release()
  expect(await releasesFrom(edge.url, 1)).toEqual(['three'])
})

test('the API and every version see the same KV values', async () => {
  const cloudflare = await start()
  const namespace = cloudflare.addNamespace()
  const edge = await serve(cloudflare)
  await cloudflare.addVersion('api', {
    code: `export default { async fetch(request, env) {
      await env.STORE.put('seen/it', 'yes', { expirationTtl: 60 })
      return Response.json([await env.STORE.get('from-api'), await env.STORE.get('none')])
    } }`,
    kv: { STORE: namespace },
  })
  const values = cloudflare.kv(namespace) as Map<string, object>
  values.set('from-api', { value: 'set', expirationTtl: undefined, expiresAt: undefined })
  expect(await (await fetch(edge.url)).json()).toEqual(['set', null])
  expect(values.get('seen/it')).toMatchObject({ value: 'yes', expirationTtl: 60 })
})

test('no workerd outlives its edge', async () => {
  const cloudflare = await start()
  const edge = await startEdge(cloudflare, { worker: 'api' })
  await cloudflare.addVersion('api', echo('one'))
  expect(runtimes()).toBeGreaterThan(0)
  await edge.close()
  expect(runtimes()).toBe(0)
})

test('the fixture has the endpoints that the starter probes need, and reports its version', async () => {
  const cloudflare = await start()
  const namespace = cloudflare.addNamespace()
  const edge = await serve(cloudflare)
  const id = await cloudflare.addVersion('api', {
    code: await readFixtureWorker(),
    vars: { APP_ORIGIN: 'https://app.example.com', BAD_WHILE: 'bad' },
    secrets: { PRIVATE_KEY_PEM: signingKey() },
    kv: { KV_PREFS: namespace },
    bindings: [
      { name: 'AI', type: 'ai' },
      { name: 'CF_VERSION_METADATA', type: 'version_metadata' },
    ],
    tag: 'abc',
  })
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${edge.url}${path}`, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text }
  }
  const health = await ask('/healthz')
  expect(health.status).toBe(200)
  expect([health.headers.get('x-worker-version'), health.headers.get('x-worker-tag')]).toEqual([id, 'abc'])
  expect((await ask('/readyz')).status).toBe(200)
  expect((await ask('/metrics')).text).toMatch(/^http_requests_total \d+$/m)
  expect(JSON.parse((await ask('/api/ai/binding')).text)).toEqual({ ai_bound: true })

  const { keys } = JSON.parse((await ask('/.well-known/jwks.json')).text)
  const { token } = JSON.parse((await ask('/auth/guest', { method: 'POST' })).text)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('jwk', keys[0], algorithm, false, ['verify'])
  const signed = new TextEncoder().encode(`${header}.${claims}`)
  const bytes = new Uint8Array(Buffer.from(signature, 'base64url'))
  expect(await crypto.subtle.verify(algorithm, key, bytes, signed)).toBe(true)
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ kid: keys[0].kid })
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: edge.url })

  const preflight = (origin: string) => ask('/api/si/ask', { method: 'OPTIONS', headers: { origin } })
  const allowed = await preflight('https://app.example.com')
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
    204,
    'https://app.example.com',
  ])
  const foreign = await preflight('https://evil.example')
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  const asked = await ask('/api/si/ask', { method: 'POST', headers: { origin: 'https://app.example.com' } })
  expect(asked.headers.get('access-control-expose-headers')).toContain('x-credits-used')

  const values = cloudflare.kv(namespace) as Map<string, object>
  values.set('bad', { value: 'yes', expirationTtl: undefined, expiresAt: undefined })
  expect((await ask('/healthz')).status).toBe(500)
  expect(JSON.parse((await ask('/api/ai/binding')).text)).toEqual({ ai_bound: false })
})

/** Returns the number of workerd children of this process. */
function runtimes(): number {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('workerd')).length
}
