import { watch } from 'node:fs/promises'
import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { red, replaceWrangler, type Shop, setScene } from './scene.ts'

const scene = setScene()
const zone = 'verdict.example'

/** A Worker with one version live, and a route that is there. */
async function liveShop(config: Record<string, unknown> = {}) {
  const shop = await scene.shop({ config })
  const before = await scene.cloudflare().addVersion(shop.worker)
  return { shop, before }
}

const ends = (request: { method: string; path: string }, method: string, path: string) =>
  request.method === method && request.path.endsWith(path)

const refusal = (status: number) =>
  faults.status(status, {
    body: { success: false, errors: [{ code: 10021, message: 'refused' }], messages: [] },
  })

/** Every class of fault, where wrangler would try again where that may help. */
const classes = {
  'is refused': () => refusal(400),
  'is answered by a proxy': () =>
    faults.status(404, { body: '<html>', headers: { 'content-type': 'text/html' } }),
  'is answered with another shape': () => faults.wrongShape({ success: true, result: null, errors: [] }),
  'is cut off': () => faults.resetAfterHeaders(3),
}

describe('the verdict follows from what the platform serves', () => {
  it.each(Object.keys(classes) as (keyof typeof classes)[])(
    'fails and names what is live if the upload %s',
    async (kind) => {
      const { shop, before } = await liveShop()
      scene.cloudflare().host.inject({
        match: (request) => ends(request, 'POST', `${shop.worker}/versions`),
        fault: classes[kind](),
        applied: false,
      })
      const run = await shop.run()
      expect(run).toMatchObject(red('not-deployed'))
      expect(shop.traffic()).toEqual({ [before]: 100 })
      expect(run.messages).toContain(`${before} at 100 %`)
      expect(run.outputs['previous-version-id']).toBe(before)
    },
  )

  it('fails if the deployment is refused, although the version is uploaded', async () => {
    const { shop, before } = await liveShop()
    scene.cloudflare().host.inject({
      match: (request) => ends(request, 'POST', `${shop.worker}/deployments`),
      fault: refusal(400),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('not-deployed'))
    expect(scene.cloudflare().worker(shop.worker).versions).toHaveLength(2)
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })

  it.each(['is refused', 'is cut off'] as const)(
    'fails with the ids of what is live and of the way back if a route %s after the deployment',
    async (kind) => {
      scene.cloudflare().addZone(zone)
      const { shop, before } = await liveShop({
        routes: [{ pattern: `${kind.replaceAll(' ', '-')}.${zone}/*`, zone_name: zone }],
      })
      scene.cloudflare().host.inject({
        match: (request) => ends(request, 'PUT', `${shop.worker}/routes`),
        fault: kind === 'is refused' ? refusal(400) : faults.reset(),
      })
      const run = await shop.run()
      expect(run).toMatchObject(red('half-deployed'))
      const [live] = Object.keys(shop.traffic())
      expect(live).not.toBe(before)
      expect(run.outputs['version-id']).toBe(live)
      expect(run.messages).toContain(`Live: version ${live}`)
      expect(run.messages).toContain(`rollback, version-id: ${before}, expected-version-id: ${live}`)
      expect(run.messages).toContain('may or may not have been written')
    },
  )

  it('fails if a route is missing afterwards, although wrangler succeeds', async () => {
    scene.cloudflare().addZone('lost.example')
    const { shop } = await liveShop({
      routes: [{ pattern: 'api.lost.example/*', zone_name: 'lost.example' }],
    })
    scene.cloudflare().host.inject({
      match: (request) => ends(request, 'PUT', `${shop.worker}/routes`),
      fault: faults.status(200, { body: { success: true, result: [], errors: [], messages: [] } }),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('half-deployed'))
    expect(run.messages).toContain('api.lost.example/* leads nowhere')
  })

  it.each([
    ['ends well and does nothing', ''],
    ['is killed', "process.kill(process.pid, 'SIGKILL')"],
    ['writes what it did not do', claim('11111111-2222-4333-8444-555555555555')],
    ['ends well as in a dry run', claim(null)],
  ])('fails if wrangler %s', async (_, source) => {
    const { shop, before } = await liveShop()
    await replaceWrangler(shop, source)
    const run = await shop.run()
    expect(run).toMatchObject(red('not-deployed'))
    expect(run.outputs['deployment-id']).toBe(scene.cloudflare().worker(shop.worker).deployments[0]?.id)
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })

  it('fails if the real wrangler ends with 0 because its child was killed', async () => {
    const { shop, before } = await liveShop({ build: { command: 'kill -9 $PPID' } })
    const run = await shop.run()
    expect(run).toMatchObject(red('not-deployed'))
    expect(run.messages).toContain('wrangler ended with exit code 0')
    expect(shop.traffic()).toEqual({ [before]: 100 })
  })

  it('fails if somebody else deploys at the same time', async () => {
    const { shop } = await liveShop()
    const { host } = scene.cloudflare()
    host.inject({
      match: (request) => ends(request, 'GET', `workers/workers/${shop.worker}`),
      fault: faults.meanwhile(() => scene.cloudflare().addVersion(shop.worker, { source: 'dash' })),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('deployment-changed'))
    expect(run.messages).toContain('made by dash')
  })

  it('fails if the run replaces what somebody else deployed during the build, which may be newer', async () => {
    const { shop } = await liveShop()
    let theirs = ''
    scene.cloudflare().host.inject({
      match: (request) => ends(request, 'POST', `${shop.worker}/versions`),
      times: 1,
      fault: faults.meanwhile(async () => {
        theirs = await scene.cloudflare().addVersion(shop.worker, { source: 'dash' })
      }),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('deployment-changed'))
    expect(run.messages).toContain(`${theirs} at 100 %), made by dash`)
    expect(run.messages).toContain(`command: rollback, version-id: ${theirs}`)
    expect(run.outputs['previous-version-id']).toBe(theirs)
    expect(Object.keys(shop.traffic())).toEqual([run.outputs['version-id']])
  })

  it.each([
    ['what is in effect', 'deployments'],
    ['what belongs to it', 'subdomain'],
  ])('fails with every id that is known if %s cannot be read afterwards', async (_, path) => {
    const { shop, before } = await liveShop()
    let deployed = false
    scene.cloudflare().host.inject({
      match: (request) => {
        deployed ||= ends(request, 'POST', `${shop.worker}/deployments`)
        return deployed && ends(request, 'GET', `${shop.worker}/${path}`)
      },
      fault: refusal(400),
    })
    const run = await shop.run()
    expect(run).toMatchObject(red('unconfirmed'))
    expect(shop.traffic()).toEqual({ [run.outputs['version-id'] ?? '']: 100 })
    expect(run.outputs['previous-version-id']).toBe(before)
    expect(run.messages).toContain(before)
  })

  it('shows why Cloudflare refused the write, and not why it refused to name the owner of the token', async () => {
    scene.cloudflare().addZone('asked.example')
    const { shop } = await liveShop({ routes: ['api.asked.example/*'] })
    const run = await shop.run({
      apiToken: scene.token({ scopes: ['scripts:edit'] }),
      inputs: { 'routes-policy': 'off' },
    })
    expect(run).toMatchObject(red('half-deployed'))
    expect(run.stdout).toContain('Authentication error [code: 10000]')
    expect(run.stdout).not.toContain('Expected ""')
  })

  it('says what may have been written if the run is stopped, and leaves no process behind', async () => {
    const { shop, before } = await liveShop()
    await replaceWrangler(
      shop,
      `require('fs').writeFileSync('started', ''); process.on('SIGINT', () => {})
       setTimeout(() => fetch(process.env.CLOUDFLARE_API_BASE_URL + '/late'), 8000)`,
    )
    const run = await shop.run({ signal: { name: 'SIGINT', when: started(shop) } })
    expect(run).toMatchObject(red('cancelled'))
    expect(run.messages).toContain(`may or may not have been written: deploy ${shop.worker} by wrangler`)
    expect(shop.traffic()).toEqual({ [before]: 100 })
    expect(scene.cloudflare().unrouted).toEqual([])
  })
})

/** A wrangler that says it deployed a version. */
function claim(version: string | null): string {
  const entry = (shop: string) =>
    `JSON.stringify({ type: 'deploy', version: 1, worker_name: ${shop}, version_id: ${JSON.stringify(version)}, targets: [] })`
  return `
    const { name } = JSON.parse(require('fs').readFileSync('wrangler.jsonc', 'utf8'))
    require('fs').appendFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH, ${entry('name')} + '\\n')`
}

/** Resolves when the wrangler that takes its time has begun. */
async function started({ project }: Shop): Promise<void> {
  for await (const { filename } of watch(project.folder)) if (filename === 'started') return
}
