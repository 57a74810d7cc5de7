import { execFileSync } from 'node:child_process'
import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import {
  green,
  type RunOptions,
  red,
  replaceWrangler,
  type Shop,
  setScene,
  useIdleWrangler,
} from './scene.ts'

const scene = setScene()

/** Whatever is wrong, nothing may be written. */
async function refused(shop: Shop, reason: string, options?: RunOptions) {
  const run = await shop.run(options)
  expect(run).toMatchObject(red(reason))
  expect(run.writes).toEqual([])
  return run
}

describe('the preflight, before anything is written', () => {
  it('refuses a token that is not active, or that Cloudflare does not know', async () => {
    const shop = await scene.shop()
    await refused(shop, 'token-invalid', { apiToken: scene.token({ status: 'expired' }) })
    const run = await refused(shop, 'token-invalid', { apiToken: 'cf-unknown-token' })
    expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('cf-unknown-token')
  })

  it('names every scope that the token lacks', async () => {
    scene.cloudflare().addZone('scopes.example')
    const shop = await scene.shop({
      config: {
        routes: [{ pattern: 'api.scopes.example/*', zone_id: scene.cloudflare().addZone('id.example').id }],
      },
    })
    const run = await refused(shop, 'permission-missing', {
      apiToken: scene.token({ scopes: ['scripts:edit'] }),
    })
    expect(run.messages).toContain('Workers Routes · Edit')
    const none = await refused(shop, 'permission-missing', {
      apiToken: scene.token({ scopes: ['routes:edit'] }),
    })
    expect(none.messages).toContain('Workers Scripts')
  })

  it('requires an environment to be named if the configuration has any, and to be one of them', async () => {
    const shop = await scene.shop({ config: { env: { staging: {}, production: {} } } })
    const run = await refused(shop, 'environment-unclear')
    expect(run.messages).toContain('top-level, staging, production')
    await refused(shop, 'environment-unclear', { inputs: { environment: 'prod' } })
  })

  it('finds missing secrets and bindings in that environment, and says how to set them', async () => {
    const kv = scene.cloudflare().addNamespace()
    const shop = await scene.shop({ kvNamespace: kv, config: { env: { staging: {} } } })
    await scene.cloudflare().addVersion(shop.worker, { secrets: { PRIVATE_KEY_PEM: 'x' } })
    await scene.cloudflare().addVersion(`${shop.worker}-staging`)
    const inputs = { 'required-secrets': 'PRIVATE_KEY_PEM', 'required-bindings': 'KV_PREFS,AI' }
    const run = await refused(shop, 'bindings-missing', { inputs: { ...inputs, environment: 'staging' } })
    expect(run.messages).toContain('the environment staging declares no binding KV_PREFS')
    expect(run.messages).toContain('wrangler secret put PRIVATE_KEY_PEM --env staging')
    await useIdleWrangler(shop)
    const check = await shop.run({ command: 'check', inputs: { ...inputs, environment: 'top-level' } })
    expect(check).toMatchObject(green('checked'))
    expect(check.writes).toEqual([])
  })

  it('finds the last route after it was removed from the configuration, which then names no zone', async () => {
    const cloudflare = scene.cloudflare()
    cloudflare.addZone('dropped.example')
    const shop = await scene.shop()
    await cloudflare.addVersion(shop.worker)
    cloudflare.addRoute('api.dropped.example/*', shop.worker)
    const run = await refused(shop, 'routes-differ')
    expect(run.json('drift')).toMatchObject({ 'only-in-cloudflare': ['api.dropped.example/*'] })
    const ran = await shop.run({ inputs: { 'routes-policy': 'report' } })
    expect(ran.json('drift')).toMatchObject({ 'only-in-cloudflare': ['api.dropped.example/*'] })
    cloudflare.host.inject({
      match: {
        route: '/client/v4/accounts/:account/workers/services/:worker/environments/:environment/routes',
      },
      fault: faults.status(404, { body: { success: false, errors: [{ code: 7003, message: 'No route' }] } }),
      times: 1,
    })
    await useIdleWrangler(shop)
    const blind = await shop.run({ command: 'check' })
    expect(blind).toMatchObject(green('checked'))
    expect(blind.stdout).toContain('does not tell this token of routes in zones')
  })

  it('compares routes in both directions, and takes none from another Worker', async () => {
    const cloudflare = scene.cloudflare()
    cloudflare.addZone('routes.example')
    const config = { routes: [{ pattern: 'api.routes.example/*', zone_name: 'routes.example' }] }
    const shop = await scene.shop({ config })
    const other = await scene.shop()
    for (const { worker } of [shop, other]) await cloudflare.addVersion(worker)
    cloudflare.addRoute('old.routes.example/*', shop.worker)
    cloudflare.addRoute('theirs.routes.example/*', other.worker)

    const surplus = await refused(shop, 'routes-differ')
    expect(surplus.json('drift')).toEqual({
      'only-in-configuration': ['api.routes.example/*'],
      'only-in-cloudflare': ['old.routes.example/*'],
      'of-another-worker': [],
    })
    await useIdleWrangler(shop)
    const report = await shop.run({ command: 'check', inputs: { 'routes-policy': 'report' } })
    expect(report).toMatchObject(green('checked'))
    expect(report.stdout).toContain('not in the configuration: old.routes.example/*')
    const off = await shop.run({ command: 'check', inputs: { 'routes-policy': 'off' } })
    expect(off).toMatchObject(green('checked'))
    expect(off.log.some(({ path }) => path.includes('/zones'))).toBe(false)

    cloudflare.addRoute('api.routes.example/*', other.worker)
    const taken = await refused(shop, 'route-taken', { inputs: { 'routes-policy': 'report' } })
    expect(taken.messages).toContain(`api.routes.example/* belongs to ${other.worker}`)
  })

  it('keeps an environment from taking the custom domain that it inherits', async () => {
    scene.cloudflare().addZone('domain.example')
    const shop = await scene.shop({
      config: { routes: [{ pattern: 'api.domain.example', custom_domain: true }], env: { staging: {} } },
    })
    const run = await refused(shop, 'domain-inherited', { inputs: { environment: 'staging' } })
    expect(run.messages).toContain(`would take api.domain.example away from ${shop.worker}`)
  })

  it('does not end a rollout without permission; a version at 0 % is not a rollout', async () => {
    const shop = await scene.shop()
    const cloudflare = scene.cloudflare()
    const [one, two] = [await cloudflare.addVersion(shop.worker), await cloudflare.addVersion(shop.worker)]
    await cloudflare.deploy(shop.worker, { [one]: 90, [two]: 10 })
    const run = await refused(shop, 'split-deployment')
    expect(run.messages).toContain(`${one} at 90 %`)
    await useIdleWrangler(shop)
    expect(await shop.run({ command: 'check', inputs: { 'allow-split': 'true' } })).toMatchObject(
      green('checked'),
    )
    await cloudflare.deploy(shop.worker, { [one]: 100, [two]: 0 })
    expect(await shop.run({ command: 'check' })).toMatchObject(green('checked'))
  })

  it('does not deploy old code when an old run is started again', async () => {
    const shop = await scene.shop()
    const [older, newer] = [await shop.commit(), await shop.commit()]
    await scene.cloudflare().addVersion(shop.worker, { tag: newer })
    const run = await refused(shop, 'order-violated', { sha: older })
    expect(run.messages).toContain('which descends from this commit')
    await useIdleWrangler(shop)
    const check = (sha: string, inputs = {}) => shop.run({ command: 'check', sha, inputs })
    expect((await check(newer)).stdout).toContain('of the same commit')
    const forward = await check(await shop.commit())
    expect(forward.stdout).toContain('this commit descends from that of the live version')
    expect(await check(older, { 'allow-downgrade': 'true' })).toMatchObject(green('checked'))
    expect(await check('e'.repeat(40))).toMatchObject(red('order-violated'))
  })

  it('compares the commit of the tag if the run has another commit', async () => {
    const shop = await scene.shop()
    const [older, newer] = [await shop.commit(), await shop.commit()]
    await shop.commit()
    await scene.cloudflare().addVersion(shop.worker, { tag: newer })
    await refused(shop, 'order-violated', { inputs: { tag: older } })
  })

  it('reads the order from the clone if there is no token, and requires the whole history', async () => {
    const shop = await scene.shop()
    const git = (...args: string[]) => {
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b']
      return execFileSync('git', ['-C', shop.project.folder, ...identity, ...args], {
        encoding: 'utf8',
      }).trim()
    }
    git('init', '--quiet')
    const [older, newer] = ['one', 'two'].map((message) => {
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    })
    await scene.cloudflare().addVersion(shop.worker, { tag: newer ?? '' })
    await refused(shop, 'order-violated', { sha: older ?? '', token: '' })
    await refused(shop, 'git-failed', { sha: 'e'.repeat(40), token: '' })
  })

  it('records that the order is unknown if the tag of the live version is not a commit', async () => {
    const shop = await scene.shop()
    await scene.cloudflare().addVersion(shop.worker, { tag: 'v1.2.3' })
    await useIdleWrangler(shop)
    const run = await shop.run({ command: 'check' })
    expect(run).toMatchObject(green('checked'))
    expect(run.stdout).toContain('order unknown')
  })

  it('notices a deploy between its reads and its write', async () => {
    const shop = await scene.shop()
    const cloudflare = scene.cloudflare()
    const version = await cloudflare.addVersion(shop.worker)
    cloudflare.host.inject({
      match: (request) => request.method === 'GET' && request.path.endsWith(`${shop.worker}/deployments`),
      times: 1,
      fault: faults.meanwhile(() => cloudflare.deploy(shop.worker, { [version]: 100 }, 'dash')),
    })
    const run = await refused(shop, 'deployment-changed')
    expect(run.messages).toContain('somebody else deployed')
  })

  it('lists in a dry run what it would write, and writes nothing', async () => {
    const shop = await scene.shop()
    const run = await shop.run({ inputs: { 'dry-run': 'true' } })
    expect(run).toMatchObject(green('planned'))
    expect(run.writes).toEqual([])
    expect(run.stdout).toContain(`would write (dry run): deploy ${shop.worker} by wrangler`)
  })

  it.each([
    ['shares that fall', { command: 'promote', inputs: { traffic: '50%,10%' } }],
    ['a share for a deploy', { command: 'deploy', inputs: { traffic: '10%' } }],
    ['a secret without a value', { command: 'deploy', inputs: { secrets: 'NOT_SET' } }],
    ['a variable with a strange name', { command: 'deploy', inputs: { vars: 'A:B=1' } }],
    ['an environment that would be an option', { command: 'deploy', inputs: { environment: '--x=y z' } }],
  ] as const)('refuses %s before any request', async (_, { command, inputs }) => {
    const shop = await scene.shop()
    const ids = {
      'version-id': '0f5c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f',
      'expected-deployment-id': '0f5c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f',
    }
    const run = await refused(shop, 'input-invalid', { command, inputs: { ...ids, ...inputs } })
    expect(run.log).toEqual([])
  })

  it('refuses a configuration that names another account, because wrangler would use it', async () => {
    await refused(await scene.shop({ accountId: 'f'.repeat(32) }), 'config-invalid')
    const shop = await scene.shop()
    await shop.write('wrangler.jsonc', '{ "name": "x", ')
    const run = await refused(shop, 'config-invalid')
    expect(run.messages).toContain('wrangler.jsonc')
  })

  it('deploys no code of a fork, and gives such code no token', async () => {
    const shop = await scene.shop()
    const push = await shop.repository.trigger.push({ branch: 'main', before: null })
    const on = (name: string, payload: object) => ({
      ...push,
      event: { name, payload: { repository: { full_name: push.repository }, ...payload } },
    })
    const fork = { full_name: 'mallory/fork' }
    await refused(shop, 'source-untrusted', {
      on: on('workflow_run', { workflow_run: { head_repository: fork } }),
    })
    await refused(shop, 'source-untrusted', { on: on('workflow_run', { workflow_run: {} }) })
    await refused(shop, 'source-untrusted', {
      command: 'check',
      on: on('pull_request', { pull_request: { head: { repo: fork } } }),
    })
    await refused(shop, 'event-unsupported', { on: on('pull_request_target', {}) })
  })

  it('says what to install if there is no wrangler, an old one, or no Node that runs it', async () => {
    const shop = await scene.shop()
    await replaceWrangler(shop, '', { version: '2.20.0' })
    expect((await refused(shop, 'wrangler-unusable')).messages).toContain('older than 3.114.17')
    await replaceWrangler(shop, '', { engines: '>=99.1.0' })
    expect((await refused(shop, 'wrangler-unusable')).messages).toContain('wrangler needs Node 99.1.0')
    await replaceWrangler(shop, '')
    const other = await refused(shop, 'wrangler-unusable', { inputs: { 'wrangler-version': '4.100.0' } })
    expect(other.messages).toContain('wrangler-version asks for 4.100.0')
    await shop.write('node_modules/wrangler/package.json', '{}')
    await refused(shop, 'wrangler-unusable')
  })
})
