import { execFileSync } from 'node:child_process'
import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, red, type Shop, setScene, useIdleWrangler } from './scene.ts'

const scene = setScene()

/** An answer that says yes to a write which is not carried out. */
const swallowed = (result: unknown) =>
  faults.status(200, { body: { success: true, result, errors: [], messages: [] } })

const to = (method: string, path: string) => (request: { method: string; path: string }) =>
  request.method === method && request.path.endsWith(path)

/** A version of the shop that is staged, as the platform has it, and may be promoted. */
async function stage(shop: Shop) {
  const cloudflare = scene.cloudflare()
  const tag = await shop.repository.resolve('main')
  const before = await cloudflare.addVersion(shop.worker)
  const version = await cloudflare.addVersion(shop.worker, { deployed: false, tag })
  await cloudflare.deploy(shop.worker, { [before]: 100, [version]: 0 })
  const deployment = cloudflare.worker(shop.worker).deployments[0]?.id ?? ''
  return () =>
    shop.run({
      command: 'promote',
      inputs: { 'version-id': version, 'expected-deployment-id': deployment },
    })
}

describe('a run fails if the platform lacks something that the configuration sets', () => {
  it.each([
    [
      'a schedule that Cloudflare did not keep',
      { triggers: { crons: ['0 3 * * *'] } },
      '/schedules',
      '0 3 * * *',
    ],
    ['an address on workers.dev that is still on', { workers_dev: false }, '/subdomain', 'workers.dev'],
    ['preview URLs that are still on', { preview_urls: false }, '/subdomain', 'preview URLs'],
  ])('%s', async (_, config, path, words) => {
    const shop = await scene.shop({ config })
    await scene.cloudflare().addVersion(shop.worker)
    Object.assign(scene.cloudflare().worker(shop.worker).subdomain, { enabled: true, previews_enabled: true })
    scene.cloudflare().host.inject({
      match: ({ method, path: asked }) => method !== 'GET' && asked.endsWith(path),
      fault: swallowed({ schedules: [], enabled: false, previews_enabled: false }),
      applied: false,
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('half-deployed'))
    expect(run.messages).toContain(words)
    expect(run.messages).toContain('rollback, version-id')
  })

  it('a schedule that was removed from the configuration and not from Cloudflare', async () => {
    const shop = await scene.shop({ config: { triggers: { crons: [] } } })
    await scene.cloudflare().addVersion(shop.worker)
    scene.cloudflare().worker(shop.worker).schedules = [{ cron: '0 4 * * *' }]
    scene.cloudflare().host.inject({
      match: to('PUT', '/schedules'),
      fault: swallowed({ schedules: [] }),
      applied: false,
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('half-deployed'))
    expect(run.messages).toContain('the schedule 0 4 * * * is still there')
  })

  it('passes if the platform has all of it, and names what it does not verify', async () => {
    const queues = { consumers: [{ queue: 'jobs' }] }
    const shop = await scene.shop({
      config: { triggers: { crons: ['0 3 * * mon'] }, workers_dev: true, observability: { enabled: true } },
    })
    const run = await shop.run()
    expect(run).toMatchObject(green('deployed'))
    expect(scene.cloudflare().worker(shop.worker).schedules).toEqual([{ cron: '0 3 * * mon' }])
    expect(run.stdout).toContain('Not judged: observability.')
    expect(run.summary).toContain('Not judged')
    const check = await (await scene.shop({ config: { queues } })).run({ command: 'check' })
    expect(check.stdout).toContain('Not judged: queue consumers.')
  })
})

describe('a custom domain replaces no DNS record without permission', () => {
  it('the run fails before anything is written, and continues with routes-policy: report', async () => {
    scene.cloudflare().addZone('dns.example')
    const shop = await scene.shop({
      config: { routes: [{ pattern: 'www.dns.example', custom_domain: true }] },
    })
    await scene.cloudflare().addVersion(shop.worker)
    scene.cloudflare().addRecord('www.dns.example')
    for (const command of ['check', 'deploy', 'stage'] as const) {
      const run = await shop.run({ command })
      expect(run).toMatchObject(red('dns-record-taken'))
      expect(run.messages).toContain('www.dns.example')
      expect(run.writes).toEqual([])
    }
    const asked = await shop.run({ inputs: { 'routes-policy': 'report' } })
    expect(asked).toMatchObject(green('deployed'))
    expect(asked.stdout).toContain('DNS record that belongs to no Worker: www.dns.example')
    expect(await shop.run()).toMatchObject(green('deployed'))
  })

  it.each([
    ['is refused', 403, [{ code: 10000, message: 'Authentication error' }], 'permission-missing'],
    ['is not answered', 404, [{ code: 7003, message: 'Could not route' }], 'outside-failed'],
    ['is answered as if there were no such Worker', 404, [{ code: 10007, message: 'no' }], 'outside-failed'],
    ['is answered with another shape', 200, [], 'outside-failed'],
  ])('the run fails if the request about DNS records %s', async (_, status, errors, reason) => {
    scene.cloudflare().addZone(`asked-${status}-${errors[0]?.code}.example`)
    const pattern = `www.asked-${status}-${errors[0]?.code}.example`
    const shop = await scene.shop({ config: { routes: [{ pattern, custom_domain: true }] } })
    await scene.cloudflare().addVersion(shop.worker)
    scene.cloudflare().host.inject({
      match: to('POST', '/domains/changeset'),
      fault: faults.status(status, { body: { success: status === 200, result: {}, errors, messages: [] } }),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red(reason))
    expect(run.writes).toEqual([])
  })

  it('a first deploy, before which Cloudflare does not list such records, says so', async () => {
    scene.cloudflare().addZone('first.example')
    const shop = await scene.shop({
      config: { routes: [{ pattern: 'www.first.example', custom_domain: true }] },
    })
    const run = await shop.run()
    expect(run).toMatchObject(green('deployed'))
    expect(run.stdout).toContain('Not judged: whether www.first.example has a DNS record')
  })
})

describe('the deployment in effect is the last thing that is read', () => {
  const interrupt = (shop: Shop, method: string, path: string) => {
    const before = scene.cloudflare().worker(shop.worker).versions.at(-1)?.id ?? ''
    scene.cloudflare().host.inject({
      match: to(method, path),
      times: 1,
      fault: faults.meanwhile(() => scene.cloudflare().deploy(shop.worker, { [before]: 100 }, 'dash')),
    })
    return before
  }

  it.each([
    ['PUT', '/routes'],
    ['GET', '/workers/domains'],
  ])('a promotion notices somebody who deploys from the dashboard during %s …%s', async (method, path) => {
    const zone = `${method}.example`.toLowerCase()
    scene.cloudflare().addZone(zone)
    const shop = await scene.shop({ config: { routes: [{ pattern: `api.${zone}/*`, zone_name: zone }] } })
    const promote = await stage(shop)
    // The preflight reads the domains, too: the fault is for the read after the writes.
    let reads = 0
    const before = scene.cloudflare().worker(shop.worker).versions.at(-1)?.id ?? ''
    scene.cloudflare().host.inject({
      match: (request) => to(method, path)(request) && (method === 'PUT' || ++reads === 2),
      times: 1,
      fault: faults.meanwhile(() => scene.cloudflare().deploy(shop.worker, { [before]: 100 }, 'dash')),
    })
    const run = await promote()
    expect(run).toMatchObject(red('deployment-changed'))
    expect(run.messages).toContain('made by dash')
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })

  it('a deploy notices it as well', async () => {
    const shop = await scene.shop({ config: { triggers: { crons: ['0 3 * * *'] } } })
    await scene.cloudflare().addVersion(shop.worker)
    const before = interrupt(shop, 'PUT', '/schedules')
    const run = await shop.run()
    expect(run).toMatchObject(red('deployment-changed'))
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })
})

describe('a check', () => {
  it('for an account fails if the name of the token secret is misspelt', async () => {
    const shop = await scene.shop()
    const inputs = { 'account-id': scene.cloudflare().accountId, 'api-token': '' }
    const run = await shop.run({ command: 'check', apiToken: '', inputs })
    expect(run).toMatchObject(red('input-invalid'))
    expect(run.messages).toContain('api-token is empty')
  })

  it.each([
    [
      'a binding twice',
      {
        kv_namespaces: [
          { binding: 'A', id: '1' },
          { binding: 'A', id: '2' },
        ],
      },
      'build-failed',
    ],
    ['a misspelt key', { kv_namespace: [{ binding: 'A', id: '1' }] }, 'config-invalid'],
    ['a misspelt key of a binding', { kv_namespaces: [{ bindng: 'A', id: '1' }] }, 'build-failed'],
  ])('of a configuration with %s fails, with a token and without', async (_, config, reason) => {
    const shop = await scene.shop({ config })
    await scene.cloudflare().addVersion(shop.worker)
    expect(await shop.run({ command: 'check' })).toMatchObject(red(reason))
    expect(await shop.run({ command: 'check', apiToken: '' })).toMatchObject(red(reason))
  })

  it.each([
    ['a build command prints a lot', { build: { command: 'seq 2000' }, kv_namespace: [] }],
    [
      'there are many of them',
      Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`misspelt_${at}`, 1])),
    ],
  ])('of a configuration with misspelt keys fails also if %s', async (_, config) => {
    const shop = await scene.shop({ config })
    const run = await shop.run({ command: 'check', apiToken: '' })
    expect(run).toMatchObject(red('config-invalid'))
    expect(run.messages).toMatch(/"(kv_namespace|misspelt_0)"/)
  })

  it('does not accept a binding of previews as a binding of production', async () => {
    const previews = { kv_namespaces: [{ binding: 'KV_PREFS', id: '1' }] }
    const shop = await scene.shop({ config: { previews } })
    await scene.cloudflare().addVersion(shop.worker)
    const inputs = { 'required-bindings': 'KV_PREFS' }
    for (const command of ['check', 'deploy'] as const) {
      const run = await shop.run({ command, inputs })
      expect(run).toMatchObject(red('bindings-missing'))
      expect(run.writes).toEqual([])
    }
  })
})

describe.each(['wrangler', 'wrangler-3'] as const)(
  'at either end of the supported versions, %s',
  (wrangler) => {
    it('the top level next to named environments is staged, promoted and deployed', async () => {
      const shop = await scene.shop({ wrangler, config: { env: { staging: {} } } })
      await scene.cloudflare().addVersion(shop.worker)
      const inputs = { environment: 'top-level' }
      const staged = await shop.run({ command: 'stage', inputs })
      expect(staged).toMatchObject(green('staged'))
      const promoted = await shop.run({
        command: 'promote',
        inputs: {
          ...inputs,
          'version-id': staged.outputs['version-id'] ?? '',
          'expected-deployment-id': staged.outputs['deployment-id'] ?? '',
        },
      })
      expect(promoted).toMatchObject(green('promoted'))
      expect(await shop.run({ inputs })).toMatchObject(green('deployed'))
      expect(await shop.run({ command: 'check', inputs })).toMatchObject(green('checked'))
    })

    it('a pending migration of Durable Objects is deployed, and is not staged', async () => {
      const config = {
        durable_objects: { bindings: [{ name: 'ROOM', class_name: 'Room' }] },
        migrations: [{ tag: 'v1', new_sqlite_classes: ['Room'] }],
      }
      const shop = await scene.shop({ wrangler, config })
      await scene.cloudflare().addVersion(shop.worker)
      await shop.write(
        'src/index.ts',
        "export class Room {}\nexport default { fetch: () => new Response('ok') }\n",
      )
      const staged = await shop.run({ command: 'stage' })
      expect(staged).toMatchObject(red('not-deployed'))
      expect(staged.messages).toContain('run command: deploy once')
      expect(await shop.run()).toMatchObject(green('deployed'))
      expect(scene.cloudflare().worker(shop.worker).migrationTag).toBe('v1')
      expect(await shop.run({ command: 'stage' })).toMatchObject(green('staged'))
    })
  },
)

describe('the order of commits if one of them is not in the clone', () => {
  it('is violated if the live commit is on no branch, and unknown if the clone is shallow', async () => {
    const shop = await scene.shop()
    const sha = await shop.commit()
    await scene.cloudflare().addVersion(shop.worker, { tag: 'f'.repeat(40) })
    const git = (...args: string[]) => execFileSync('git', args, { cwd: shop.project.folder, stdio: 'pipe' })
    git('init', '--quiet')
    git('fetch', '--quiet', shop.repository.folder, 'main')
    const options = { command: 'check', token: '', sha } as const
    expect(await shop.run(options)).toMatchObject(red('order-violated'))
    await useIdleWrangler(shop)
    expect(await shop.run({ ...options, inputs: { 'allow-downgrade': 'true' } })).toMatchObject(
      green('checked'),
    )
    await shop.write('.git/shallow', `${sha}\n`)
    expect(await shop.run(options)).toMatchObject(red('git-failed'))
  })
})

describe('the order of commits without a common ancestor', () => {
  it.each(['the forge', 'a clone'])('is violated as %s says, and may be allowed', async (teller) => {
    const shop = await scene.shop()
    const live = await shop.repository.commit({ branch: 'other', parent: null, files: { 'b.txt': 'b' } })
    await scene.cloudflare().addVersion(shop.worker, { tag: live })
    const [sha] = [await shop.commit()]
    const options = teller === 'the forge' ? { sha } : { sha, ...(await cloneInto(shop)) }
    const run = await shop.run(options)
    expect(run).toMatchObject(red('order-violated'))
    const allowed = await shop.run({ ...options, inputs: { 'allow-downgrade': 'true' } })
    expect(allowed).toMatchObject(green('deployed'))
  })

  /** Makes a clone with the whole history of the project's folder, and asks no forge. */
  async function cloneInto(shop: Shop) {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: shop.project.folder, stdio: 'pipe' })
    git('init', '--quiet')
    git('fetch', '--quiet', shop.repository.folder, '+refs/heads/*:refs/heads/*')
    return { token: '' }
  }
})
