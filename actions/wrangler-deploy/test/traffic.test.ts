import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, type Run, red, type Shop, setScene, useIdleWrangler } from './scene.ts'

const scene = setScene()

/** What a step after the one that staged or moved a version is given. */
type Outputs = Run['outputs']

/** A Worker whose version was staged by a run of the action. */
async function stageShop(config: Record<string, unknown> = {}) {
  const shop = await scene.shop({ config })
  const before = await scene.cloudflare().addVersion(shop.worker)
  const staged = await shop.run({ command: 'stage' })
  expect(staged).toMatchObject(green('staged'))
  return { shop, before, staged, version: staged.outputs['version-id'] ?? '' }
}

/** The same as the platform has it, where it does not matter who staged the version. */
async function stagedShop(config: Record<string, unknown> = {}) {
  const cloudflare = scene.cloudflare()
  const shop = await scene.shop({ config })
  const tag = await shop.repository.resolve('main')
  const before = await cloudflare.addVersion(shop.worker)
  const version = await cloudflare.addVersion(shop.worker, { deployed: false, tag })
  await cloudflare.deploy(shop.worker, { [before]: 100, [version]: 0 })
  const outputs: Outputs = {
    'version-id': version,
    'previous-version-id': before,
    'deployment-id': cloudflare.worker(shop.worker).deployments[0]?.id ?? '',
  }
  return { shop, before, staged: { outputs }, version }
}

/** What a version that no wrangler deployed has on the platform: with it, an idle wrangler leaves nothing to set. */
const asSeeded = { workers_dev: false }

/** The same after its promotion: that version has all traffic. */
async function promotedShop(config: Record<string, unknown> = {}) {
  const made = await stagedShop(config)
  const { shop, staged, version } = made
  await scene.cloudflare().deploy(shop.worker, { [version]: 100 })
  const deploymentId = scene.cloudflare().worker(shop.worker).deployments[0]?.id ?? ''
  return { ...made, promoted: { outputs: { ...staged.outputs, 'deployment-id': deploymentId } } }
}

const promote = (
  shop: Shop,
  { outputs }: { readonly outputs: Outputs },
  inputs: Readonly<Record<string, string>> = {},
) =>
  shop.run({
    command: 'promote',
    inputs: {
      'version-id': outputs['version-id'] ?? '',
      'expected-deployment-id': outputs['deployment-id'] ?? '',
      ...inputs,
    },
  })

const rollback = (
  shop: Shop,
  { outputs }: { readonly outputs: Outputs },
  inputs: Readonly<Record<string, string>> = {},
) =>
  shop.run({
    command: 'rollback',
    inputs: {
      'version-id': outputs['previous-version-id'] ?? '',
      'expected-version-id': outputs['version-id'] ?? '',
      ...inputs,
    },
  })

const posts = ({ writes }: Run) => writes.filter((write) => write.endsWith('/deployments'))

describe('staging, promoting and rolling back', () => {
  it('moves traffic from 0 % in steps to 100 %, sets the routes only then, and rolls back once', async () => {
    const cloudflare = scene.cloudflare()
    cloudflare.addZone('traffic.example')
    const route = 'api.traffic.example/*'
    const { shop, before, staged, version } = await stageShop({
      routes: [{ pattern: route, zone_name: 'traffic.example' }],
    })
    expect(shop.traffic()).toEqual({ [version]: 0, [before]: 100 })
    expect(staged.outputs['previous-version-id']).toBe(before)
    expect(staged.stdout).toContain(`Cloudflare-Workers-Version-Overrides: ${shop.worker}="${version}"`)
    expect(cloudflare.routes.some(({ pattern }) => pattern === route)).toBe(false)

    const some = await promote(shop, staged, { traffic: '10%, 50%' })
    expect(some).toMatchObject(green('promoted'))
    expect(posts(some)).toHaveLength(2)
    expect(shop.traffic()).toEqual({ [version]: 50, [before]: 50 })
    expect(cloudflare.routes.some(({ pattern }) => pattern === route)).toBe(false)

    // The first step's deployment is no longer in effect.
    expect(await promote(shop, staged)).toMatchObject(red('deployment-changed'))
    const all = await promote(shop, some)
    expect(all).toMatchObject(green('promoted'))
    expect(shop.traffic()).toEqual({ [version]: 100 })
    expect(cloudflare.routes).toContainEqual(expect.objectContaining({ pattern: route, script: shop.worker }))
    expect(all.outputs['previous-version-id']).toBe(before)

    const back = await rollback(shop, all)
    expect(back).toMatchObject(green('rolled-back'))
    expect(shop.traffic()).toEqual({ [before]: 100 })
    const again = await rollback(shop, all)
    expect(again).toMatchObject(green('rolled-back'))
    expect(again.writes).toEqual([])
    expect(shop.traffic()).toEqual({ [before]: 100 })
    expect(cloudflare.unrouted).toEqual([])
  })

  it('moves no traffic after somebody else has deployed', async () => {
    const { shop, staged } = await stagedShop()
    const theirs = await scene.cloudflare().addVersion(shop.worker, { source: 'dash' })
    const promoted = await promote(shop, staged)
    expect(promoted).toMatchObject(red('deployment-changed'))
    expect(promoted.messages).toContain('made by dash')
    const back = await rollback(shop, staged)
    expect(back).toMatchObject(red('deployment-changed'))
    expect([promoted, back].flatMap(({ writes }) => writes)).toEqual([])
    expect(shop.traffic()).toEqual({ [theirs]: 100 })
  })

  it('moves nothing if somebody deploys between the preflight and the write', async () => {
    const { shop, before, staged } = await stagedShop()
    const { host } = scene.cloudflare()
    host.inject({
      match: (request) => request.method === 'GET' && request.path.endsWith(`${shop.worker}/deployments`),
      times: 1,
      fault: faults.meanwhile(() => scene.cloudflare().deploy(shop.worker, { [before]: 100 })),
    })
    const run = await promote(shop, staged)
    expect(run).toMatchObject(red('deployment-changed'))
    expect(posts(run)).toEqual([])
    expect(run.outputs['version-id']).toBe(staged.outputs['version-id'])
  })

  it('reads the platform if the answer to its own write is lost', async () => {
    const { shop, staged, version } = await stagedShop(asSeeded)
    const inject = (applied: boolean) =>
      scene.cloudflare().host.inject({
        match: (request) => request.method === 'POST' && request.path.endsWith(`${shop.worker}/deployments`),
        times: 1,
        fault: faults.reset(),
        applied,
      })
    inject(false)
    const lost = await promote(shop, staged)
    expect(lost).toMatchObject(red('outside-failed'))
    expect(lost.messages).toContain('may or may not have been written')
    inject(true)
    await useIdleWrangler(shop)
    const done = await promote(shop, staged)
    expect(done).toMatchObject(green('promoted'))
    expect(posts(done)).toHaveLength(1)
    expect(shop.traffic()).toEqual({ [version]: 100 })
  })

  it('fails if staging replaces what somebody deployed a moment before', async () => {
    const { shop, version } = await stagedShop()
    const { host } = scene.cloudflare()
    let theirs = ''
    let uploaded = false
    host.inject({
      match: ({ method, path }) => {
        uploaded ||= method === 'POST' && path.endsWith(`${shop.worker}/versions`)
        return uploaded && method === 'GET' && path.endsWith(`${shop.worker}/deployments`)
      },
      times: 1,
      fault: faults.meanwhile(async () => {
        theirs = await scene.cloudflare().addVersion(shop.worker, { source: 'dash' })
      }),
    })
    const run = await shop.run({ command: 'stage' })
    expect(run).toMatchObject(red('deployment-changed'))
    expect(run.messages).toContain(`${theirs} at 100 %), made by dash`)
    expect(run.outputs['version-id']).not.toBe(version)
  })

  it('fails if its write cannot be read back, and says that the write may have been applied', async () => {
    const { shop, staged, version } = await stagedShop()
    let moved = false
    scene.cloudflare().host.inject({
      match: (request) => {
        if (!request.path.endsWith(`${shop.worker}/deployments`)) return false
        moved ||= request.method === 'POST'
        return moved && request.method === 'GET'
      },
      fault: faults.status(400, { body: { success: false, errors: [{ code: 10021, message: 'no' }] } }),
    })
    const run = await promote(shop, staged)
    expect(run).toMatchObject(red('unconfirmed'))
    expect(run.messages).toContain('may or may not have been written')
    expect(run.outputs['version-id']).toBe(version)
    expect(shop.traffic()).toEqual({ [version]: 100 })
  })

  it('refuses a smaller share for the only version, and a rollback to the same version', async () => {
    const { shop, staged, promoted: all, version } = await promotedShop(asSeeded)
    await useIdleWrangler(shop)
    const less = await promote(shop, all, { 'version-id': version, traffic: '10%' })
    expect(less).toMatchObject(red('not-deployed'))
    expect(await promote(shop, staged, { traffic: '10%, 100%' })).toMatchObject(green('promoted'))
    const itself = await rollback(shop, all, { 'version-id': version })
    expect(itself).toMatchObject(red('input-invalid'))
    expect([less, itself].flatMap(posts)).toEqual([])
  })

  it('rolls back also if routes and secrets cannot be read, or if the configuration lacks something', async () => {
    scene.cloudflare().addZone('back.example')
    const route = { pattern: 'api.back.example/*', zone_name: 'back.example' }
    const { shop, before, promoted: all } = await promotedShop({ routes: [route] })
    scene.cloudflare().host.inject({
      match: ({ path }) => /(domains|zones|secrets)$/.test(path),
      fault: faults.status(400, { body: { success: false, errors: [{ code: 10021, message: 'no' }] } }),
    })
    const back = await rollback(shop, all, { 'required-bindings': 'KV_PREFS', 'required-secrets': 'KEY' })
    expect(back).toMatchObject(green('rolled-back'))
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })

  it('fails if the shares are not those that were requested', async () => {
    const { shop, before, staged, version } = await stagedShop()
    scene.cloudflare().host.inject({
      match: (request) => request.method === 'POST' && request.path.endsWith(`${shop.worker}/deployments`),
      times: 1,
      fault: faults.meanwhile(() => scene.cloudflare().deploy(shop.worker, { [before]: 99, [version]: 1 })),
    })
    expect(await promote(shop, staged)).toMatchObject(red('deployment-changed'))
  })

  it('fails and names the live version if its routes cannot be set after the promotion', async () => {
    scene.cloudflare().addZone('half.example')
    const config = { routes: [{ pattern: 'api.half.example/*', zone_name: 'half.example' }] }
    const { shop, staged, version } = await stagedShop(config)
    scene.cloudflare().host.inject({
      match: (request) => request.method === 'PUT' && request.path.endsWith(`${shop.worker}/routes`),
      times: 1,
      fault: faults.status(400, { body: { success: false, errors: [{ code: 10021, message: 'no' }] } }),
    })
    const half = await promote(shop, staged)
    expect(half).toMatchObject(red('half-deployed'))
    expect(half.messages).toContain(`Live: version ${version}`)
    const again = await promote(shop, staged)
    expect(again).toMatchObject(green('promoted'))
    expect(posts(again)).toEqual([])
  })

  it('stages nothing for a Worker that does not exist, and moves no traffic to a version that does not exist', async () => {
    const shop = await scene.shop()
    expect(await shop.run({ command: 'stage' })).toMatchObject(red('worker-missing'))
    await scene.cloudflare().addVersion(shop.worker)
    const inputs = { 'version-id': '11111111-2222-4333-8444-555555555555' }
    const run = await shop.run({
      command: 'promote',
      inputs: {
        ...inputs,
        'expected-deployment-id': scene.cloudflare().worker(shop.worker).deployments[0]?.id ?? '',
      },
    })
    expect(run).toMatchObject(red('worker-missing'))
    expect(run.writes).toEqual([])
  })

  it('writes nothing in a dry run of any command', async () => {
    const { shop, staged } = await stagedShop()
    const inputs = { 'dry-run': 'true' }
    const runs = [
      await shop.run({ command: 'stage', inputs }),
      await promote(shop, staged, inputs),
      await rollback(shop, staged, inputs),
    ]
    for (const run of runs) expect(run).toMatchObject(green('planned'))
    expect(runs.flatMap(({ writes }) => writes)).toEqual([])
    expect(runs[1]?.stdout).toContain('would write (dry run): deploy')
  })
})
