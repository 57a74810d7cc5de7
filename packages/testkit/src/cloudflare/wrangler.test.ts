import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { faults } from '../core/index.ts'
import {
  type Cloudflare,
  createProject,
  type ProjectOptions,
  runWrangler,
  signingKey,
  startCloudflare,
  startEdge,
  type TokenOptions,
} from './index.ts'

// The real wrangler shows whether the stand-in behaves as Cloudflare does: every request of wrangler must find a route,
// and the edge must serve what wrangler deployed.

interface Stage {
  readonly cloudflare: Cloudflare
  /** The folder of the project. */
  readonly folder: string
  /** Runs the project's own wrangler; fails the test if wrangler does not exit with 0. */
  run(...args: string[]): Promise<Ran>
  /** Runs wrangler and expects it to fail. */
  fail(...args: string[]): Promise<Ran>
}
type Ran = Awaited<ReturnType<typeof runWrangler>>

async function stage(options: ProjectOptions & { readonly token?: TokenOptions } = {}): Promise<Stage> {
  const cloudflare = await startCloudflare()
  const folder = await mkdtemp(join(tmpdir(), 'wrangler-project-'))
  onTestFinished(async () => {
    await cloudflare.close()
    await rm(folder, { recursive: true, force: true })
  })
  cloudflare.addZone('example.com')
  const kvNamespace = cloudflare.addNamespace()
  const project = await createProject(folder, { accountId: cloudflare.accountId, kvNamespace, ...options })
  const token = cloudflare.token(options.token)
  const run = async (args: readonly string[]) => {
    const ran = await runWrangler(project, args, { apiUrl: cloudflare.url, token })
    expect(cloudflare.unrouted, ran.stderr).toEqual([])
    expect(cloudflare.log.flatMap(({ defect }) => defect ?? [])).toEqual([])
    return ran
  }
  return {
    cloudflare,
    folder,
    async run(...args) {
      const ran = await run(args)
      expect(ran.exitCode, ran.stderr).toBe(0)
      return ran
    },
    async fail(...args) {
      const ran = await run(args)
      expect(ran.exitCode).toBe(1)
      return ran
    },
  }
}

const tagFrom = async (url: string, versionId?: string) => {
  const override = { 'cloudflare-workers-version-overrides': `api="${versionId}"` }
  const answer = await fetch(`${url}/metrics`, { headers: versionId === undefined ? {} : override })
  await answer.text()
  return answer.headers.get('x-worker-tag')
}

test('the life of a Worker: deployed, deployed again, staged, promoted, rolled back; the edge follows', async () => {
  const { cloudflare, run } = await stage()
  const edge = await startEdge(cloudflare, { worker: 'api' })
  onTestFinished(() => edge.close())

  const first = await run('deploy', '--tag', 'one')
  const worker = cloudflare.worker('api')
  const [one] = worker.versions
  expect(first.entries.at(-1)).toMatchObject({ type: 'deploy', worker_tag: null, version_id: one?.id })
  expect(first.stdout).toContain('https://api.acme.workers.dev')
  expect(await tagFrom(edge.url)).toBe('one')

  await run('deploy', '--tag', 'two', '--message', 'again')
  expect(worker.deployments[0]).toMatchObject({
    versions: [{ versionId: worker.versions[0]?.id, percentage: 100 }],
    annotations: { 'workers/message': 'again' },
  })
  expect(await tagFrom(edge.url)).toBe('two')

  await run('versions', 'upload', '--tag', 'three')
  const [three, two] = worker.versions
  expect(await tagFrom(edge.url)).toBe('two')
  await run('versions', 'deploy', `${two?.id}@100`, `${three?.id}@0`, '-y')
  expect(await tagFrom(edge.url)).toBe('two')
  expect(await tagFrom(edge.url, three?.id)).toBe('three')
  await run('versions', 'deploy', `${three?.id}@100`, '-y')
  expect(await tagFrom(edge.url)).toBe('three')

  await run('rollback', one?.id ?? '', '-y', '--message', 'bad')
  expect(await tagFrom(edge.url)).toBe('one')
  const status = JSON.parse((await run('deployments', 'status', '--json')).stdout)
  expect(status.versions).toEqual([{ version_id: one?.id, percentage: 100 }])
})

test('secrets are sent with the code, listed by name, kept by the next deploy, and required where declared', async () => {
  const { cloudflare, folder, run, fail } = await stage({
    config: { secrets: { required: ['PRIVATE_KEY_PEM'] } },
  })
  await cloudflare.addVersion('api', { secrets: { OTHER: 'x' } })
  await fail('deploy')
  expect(cloudflare.log.at(-1)).toMatchObject({ status: 400, query: { bindings_inherit: 'strict' } })
  expect(cloudflare.worker('api').versions).toHaveLength(1)

  await writeFile(join(folder, 'secrets.json'), JSON.stringify({ PRIVATE_KEY_PEM: signingKey() }))
  await run('deploy', '--secrets-file', 'secrets.json')
  expect(cloudflare.worker('api').versions[0]?.bindings).toContainEqual({
    name: 'PRIVATE_KEY_PEM',
    type: 'secret_text',
    text: signingKey(),
  })
  expect(JSON.parse((await run('secret', 'list')).stdout)).toEqual([
    { name: 'PRIVATE_KEY_PEM', type: 'secret_text' },
    { name: 'OTHER', type: 'secret_text' },
  ])
})

test('routes and custom domains that an environment inherits are taken from production without a question', async () => {
  const { cloudflare, run } = await stage({
    format: 'toml',
    config: {
      routes: [
        { pattern: 'example.com/api/*', zone_name: 'example.com' },
        { pattern: 'api.example.com', custom_domain: true },
      ],
      env: { staging: { vars: { CORS: 'broken' } } },
    },
  })
  await run('deploy', '--env=')
  expect(cloudflare.routes).toMatchObject([{ pattern: 'example.com/api/*', script: 'api' }])
  expect(cloudflare.domains).toMatchObject([{ hostname: 'api.example.com', service: 'api' }])

  cloudflare.routes.splice(0)
  await run('deploy', '--env=staging')
  expect(cloudflare.domainChanges.at(-1)).toEqual({
    hostname: 'api.example.com',
    worker: 'api-staging',
    takenFrom: 'api',
    overrides: { scope: true, origin: true, dnsRecord: true },
  })
})

test('with a token for one zone, routes that the file no longer has stay, and wrangler exits with 0', async () => {
  const { cloudflare, run } = await stage({
    config: { routes: [{ pattern: 'example.com/new/*', zone_name: 'example.com' }] },
    token: { zones: ['example.com'] },
  })
  await cloudflare.addVersion('api')
  cloudflare.addRoute('example.com/old/*', 'api')
  await run('deploy')
  expect(cloudflare.routes.map(({ pattern }) => pattern)).toEqual(['example.com/old/*', 'example.com/new/*'])
})

test('if a route fails after the version is live, wrangler exits with 1, and the version stays live', async () => {
  const { cloudflare, fail } = await stage({
    config: { routes: [{ pattern: 'example.com/*', zone_name: 'example.com' }] },
  })
  const before = await cloudflare.addVersion('api')
  cloudflare.host.inject({
    match: { method: 'PUT', route: '/client/v4/accounts/:account/workers/scripts/:worker/routes' },
    fault: faults.status(400, { body: { success: false, errors: [{ code: 10020, message: 'no' }] } }),
  })
  const { entries } = await fail('deploy')
  const [current] = cloudflare.worker('api').deployments
  expect(current?.versions[0]?.versionId).not.toBe(before)
  expect(entries.map(({ type }) => type)).toEqual(['wrangler-session', 'command-failed'])
})

test('an edit in the dashboard is overwritten, unless wrangler is strict: then exit code 1 and a null id', async () => {
  const { cloudflare, fail } = await stage()
  await cloudflare.addVersion('api', { source: 'dash', vars: { EDITED: 'there' } })
  const { entries } = await fail('deploy', '--strict')
  expect(entries.at(-1)).toMatchObject({ type: 'deploy', version_id: null })
  expect(cloudflare.worker('api').versions).toHaveLength(1)
})

test("a wrong token is refused with Cloudflare's code, and nothing is written", async () => {
  const { cloudflare, fail } = await stage({ token: { status: 'expired' } })
  const { stderr } = await fail('deploy')
  expect(stderr).toContain('code: 9109')
  expect(cloudflare.account().workers.size).toBe(0)
})

test('a KV value with an expiry time is read and deleted through the API', async () => {
  const { cloudflare, run } = await stage()
  const key = 'prefs:probe/1'
  const [namespace = ''] = cloudflare.account().namespaces.keys()
  const kv = (...args: string[]) => ['kv', 'key', ...args, '--binding', 'KV_PREFS', '--remote']
  await run(...kv('put', key, 'ok:now', '--ttl', '60'))
  expect(cloudflare.kv(namespace).get(key)).toMatchObject({ value: 'ok:now', expirationTtl: 60 })
  expect((await run(...kv('get', key))).stdout).toContain('ok:now')
  await run(...kv('delete', key))
  expect(cloudflare.kv(namespace).size).toBe(0)
})

test('wrangler 3 deploys a new Worker and an existing one', async () => {
  const { cloudflare, run } = await stage({ wrangler: 'wrangler-3', format: 'toml' })
  const edge = await startEdge(cloudflare, { worker: 'api' })
  onTestFinished(() => edge.close())
  for (const count of [1, 2]) {
    const { entries } = await run('deploy')
    const { versions } = cloudflare.worker('api')
    expect(versions).toHaveLength(count)
    expect(entries.at(-1)).toMatchObject({ type: 'deploy', version_id: versions[0]?.id })
    const answer = await fetch(`${edge.url}/api/ai/binding`)
    expect([answer.headers.get('x-worker-version'), await answer.json()]).toEqual([
      versions[0]?.id,
      { ai_bound: true },
    ])
  }
})
