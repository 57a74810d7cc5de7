import { describe, expect, it } from 'vitest'
import { green, type RunOptions, red, type Shop, setScene } from './scene.ts'

const scene = setScene()

async function refused(shop: Shop, reason: string, options?: RunOptions) {
  const run = await shop.run(options)
  expect(run).toMatchObject(red(reason))
  expect(run.writes).toEqual([])
  return run
}

describe.each(['wrangler', 'wrangler-3'] as const)(
  'a configuration that a build tool wrote, with %s',
  (wrangler) => {
    it('is deployed to the environment that it was built for, and to no other', async () => {
      const shop = await scene.shop({ wrangler, config: { env: { staging: {}, production: {} } } })
      const build = (name: string, more: object) =>
        shop.write(
          'build/wrangler.json',
          JSON.stringify({ name, main: '../src/index.ts', compatibility_date: '2025-07-01', ...more }),
        )
      const definedEnvironments = ['staging', 'production']
      await shop.write('.wrangler/deploy/config.json', '{ "configPath": "../../build/wrangler.json" }')

      await build(shop.worker, { definedEnvironments })
      const forgotten = await refused(shop, 'environment-unclear', { inputs: { environment: 'staging' } })
      expect(forgotten.messages).toContain('made the configuration for top-level')
      expect(forgotten.messages).toContain('CLOUDFLARE_ENV')

      await build(`${shop.worker}-staging`, { definedEnvironments, targetEnvironment: 'staging' })
      for (const environment of ['top-level', 'production'])
        await refused(shop, 'environment-unclear', { inputs: { environment } })
      const staging = await shop.run({ inputs: { environment: 'staging' } })
      expect(staging).toMatchObject(green('deployed'))
      expect(scene.cloudflare().worker(`${shop.worker}-staging`).deployments).toHaveLength(1)
      expect(scene.cloudflare().account().workers.has(shop.worker)).toBe(false)
    })
  },
)

describe('a configuration', () => {
  it('is not searched for above a folder that does not exist, because another Worker may be there', async () => {
    const shop = await scene.shop()
    for (const apiToken of [scene.token(), '']) {
      const run = await refused(shop, 'input-invalid', {
        command: 'check',
        apiToken,
        inputs: { 'working-directory': 'apii' },
      })
      expect(run.messages).toContain('apii, which is not a folder')
    }
  })

  it('of a Pages project is refused', async () => {
    const shop = await scene.shop({ config: { pages_build_output_dir: 'public' } })
    await shop.write('public/index.html', 'hello')
    const run = await refused(shop, 'config-invalid')
    expect(run.messages).toContain('wrangler pages deploy')
  })

  it('may have a route with a scheme, or a single route', async () => {
    scene.cloudflare().addZone('scheme.example')
    const one = await scene.shop({ format: 'toml', config: { routes: ['https://api.scheme.example/*'] } })
    const run = await one.run()
    expect(run).toMatchObject(green('deployed'))
    expect(run.outputs['deployment-url']).toBe('https://api.scheme.example/')
    const two = await scene.shop({ format: 'toml', config: { route: 'one.scheme.example/*' } })
    expect(await two.run()).toMatchObject(green('deployed'))
  })

  it('may have a binding of any kind, also one that is written as name', async () => {
    const ratelimits = [{ name: 'LIMITER', namespace_id: '1', simple: { limit: 1, period: 10 } }]
    const shop = await scene.shop({ config: { ratelimits } })
    const run = await shop.run({ command: 'check', inputs: { 'required-bindings': 'LIMITER' } })
    expect(run).toMatchObject(green('checked'))
  })

  it('needs no more scopes of the token than the page lists', async () => {
    scene.cloudflare().addZone('least.example')
    scene.cloudflare().addZone('other.example')
    const routes = await scene.shop({ format: 'toml', config: { routes: ['api.least.example/*'] } })
    const scopes = ['scripts:edit', 'routes:edit', 'zones:read'] as const
    for (const apiToken of [scene.token({ scopes }), scene.token({ scopes, zones: ['least.example'] })])
      expect(await routes.run({ apiToken })).toMatchObject(green('deployed'))
    const none = await scene.shop({ format: 'toml' })
    const apiToken = scene.token({ scopes: ['scripts:edit', 'kv:read'] })
    expect(await none.run({ apiToken })).toMatchObject(green('deployed'))
  })
})
