import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { node20 } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, red, replaceWrangler, setScene, useIdleWrangler } from './scene.ts'

const scene = setScene()

describe('wrangler 3', () => {
  it('deploys the first version in one call and later versions in steps, so that they have a tag', async () => {
    const shop = await scene.shop({ wrangler: 'wrangler-3', format: 'toml' })
    await shop.write(
      '.env',
      'CLOUDFLARE_API_BASE_URL=http://127.0.0.1:9/client/v4\nCLOUDFLARE_API_TOKEN=other\n',
    )
    const first = await shop.run()
    expect(first).toMatchObject(green('deployed'))
    const second = await shop.run()
    expect(second).toMatchObject(green('deployed'))
    expect(second.outputs['previous-version-id']).toBe(first.outputs['version-id'])
    const [version] = scene.cloudflare().worker(shop.worker).versions
    expect(version?.annotations['workers/tag']).toMatch(/^[0-9a-f]{40}$/)
    expect(shop.traffic()).toEqual({ [version?.id ?? '']: 100 })
    await useIdleWrangler(shop)
    const check = await shop.run({ command: 'check' })
    expect(check).toMatchObject(green('checked'))
    expect(check.stdout).toContain('of the same commit')
  })

  it('refuses to send secrets apart from the code, and names the wrangler that sends both together', async () => {
    const shop = await scene.shop({ wrangler: 'wrangler-3' })
    const run = await shop.run({
      inputs: { secrets: 'API_KEY' },
      environment: { API_KEY: 'key-of-many-doors' },
    })
    expect(run).toMatchObject(red('wrangler-unusable'))
    expect(run.messages).toContain('4.74.0 or newer')
    expect(run.writes).toEqual([])
  })
})

describe('the Node that wrangler runs on', () => {
  it('is a newer one from PATH if the runner has an old one', async () => {
    const shop = await scene.shop()
    const path = (...folders: string[]) => ({ PATH: [...folders, '/usr/bin', '/bin'].join(':') })
    const run = await shop.run({
      node: node20,
      environment: path(dirname(node20), dirname(process.execPath)),
    })
    expect(run).toMatchObject(green('deployed'))
    const none = await shop.run({ node: node20, environment: path(dirname(node20)) })
    expect(none).toMatchObject(red('wrangler-unusable'))
    expect(none.writes).toEqual([])
    expect(none.messages).toContain('wrangler needs Node 22.0.0')
  })
})

describe('finding wrangler', () => {
  it('searches upward from the working directory, and uses the configuration that is named', async () => {
    const shop = await scene.shop()
    await shop.write(
      'workers/api/conf.jsonc',
      JSON.stringify({ name: shop.worker, main: '../../src/index.ts', compatibility_date: '2025-07-01' }),
    )
    const run = await shop.run({ inputs: { 'working-directory': 'workers/api', config: 'conf.jsonc' } })
    expect(run).toMatchObject(green('deployed'))
  })

  it("asks Plug'n'Play where wrangler is, and runs wrangler with it", async () => {
    const shop = await scene.shop()
    await replaceWrangler(shop, "require('fs').writeFileSync('seen', globalThis.loaded ? 'loaded' : 'bare')")
    await mkdir(join(shop.project.folder, '.yarn'))
    await rename(join(shop.project.folder, 'node_modules'), join(shop.project.folder, '.yarn/unplugged'))
    await shop.write(
      '.pnp.cjs',
      `globalThis.loaded = true
       const Module = require('module'); const find = Module._resolveFilename
       Module._resolveFilename = (request, ...rest) =>
         request === 'wrangler/package.json' ? __dirname + '/.yarn/unplugged/wrangler/package.json' : find(request, ...rest)`,
    )
    const run = await shop.run()
    expect(run).toMatchObject(red('not-deployed'))
    expect(await readFile(join(shop.project.folder, 'seen'), 'utf8')).toBe('loaded')
  })

  it('installs exactly the requested version outside the project if the project has none', async () => {
    const shop = await scene.shop()
    await rm(join(shop.project.folder, 'node_modules'), { recursive: true })
    await shop.write('pnpm-lock.yaml', '')
    const none = await shop.run()
    expect(none).toMatchObject(red('wrangler-unusable'))
    expect(none.messages).toContain('pnpm add --save-dev wrangler')

    const bin = join(dirname(shop.project.folder), `${shop.worker}-bin`)
    await mkdir(bin)
    await writeFile(
      join(bin, 'npm'),
      `#!${process.execPath}
       const { mkdirSync, writeFileSync } = require('fs')
       const args = process.argv.slice(2); const home = args[args.indexOf('--prefix') + 1] + '/node_modules/wrangler'
       writeFileSync(__dirname + '/seen.json', JSON.stringify({ args, env: Object.keys(process.env) }))
       mkdirSync(home, { recursive: true })
       const version = args.at(-1).split('@')[1]
       writeFileSync(home + '/package.json', JSON.stringify({ name: 'wrangler', version, bin: 'bin.cjs' }))
       writeFileSync(home + '/bin.cjs', '')`,
    )
    await chmod(join(bin, 'npm'), 0o755)
    const before = await readdir(shop.project.folder)
    const run = await shop.run({
      inputs: { 'wrangler-version': '4.100.0' },
      environment: { PATH: [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':') },
    })
    expect(run).toMatchObject({ ...red('not-deployed'), outputs: { 'wrangler-version': '4.100.0' } })
    const { args, env } = JSON.parse(await readFile(join(bin, 'seen.json'), 'utf8'))
    expect(args).toContain('--ignore-scripts')
    expect(args.at(-1)).toBe('wrangler@4.100.0')
    expect(env.filter((name: string) => /TOKEN|INPUT_/.test(name))).toEqual([])
    expect(await readdir(shop.project.folder)).toEqual(before)
  })
})

describe('a check without a token', () => {
  it('builds the bundle, checks bindings, sends no request, and names what it did not check', async () => {
    const shop = await scene.shop()
    const inputs = { 'required-bindings': 'AI' }
    const run = await shop.run({ command: 'check', apiToken: '', inputs })
    expect(run).toMatchObject(green('checked'))
    expect(run.stdout).toContain(
      'Not checked, because no token is given: token, secrets, routes, split, order.',
    )
    expect(run.log).toEqual([])
    const missing = await shop.run({
      command: 'check',
      apiToken: '',
      inputs: { 'required-bindings': 'KV_PREFS' },
    })
    expect(missing).toMatchObject(red('bindings-missing'))
    expect(await shop.run({ apiToken: '' })).toMatchObject(red('input-invalid'))
  })

  it('fails if the bundle does not build, and shows what wrangler printed without values of variables', async () => {
    const shop = await scene.shop({ vars: { ISSUER: 'https://confidential.example' } })
    await shop.write('src/index.ts', 'export default { fetch( }')
    const run = await shop.run({ command: 'check', apiToken: '' })
    expect(run).toMatchObject(red('build-failed'))
    expect(run.stdout).toContain('What wrangler said')
    expect(run.stdout).toContain('src/index.ts')
    expect(run.stdout).not.toContain('confidential.example')
  })
})
