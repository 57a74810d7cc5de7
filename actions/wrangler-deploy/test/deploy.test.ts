import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { green, red, replaceWrangler, setScene } from './scene.ts'

const scene = setScene()

describe('a deploy', () => {
  it('passes with what the platform serves, and passes again when the run is repeated', async () => {
    const shop = await scene.shop()
    const first = await shop.run()
    expect(first).toMatchObject(green('deployed'))
    const id = first.outputs['version-id'] ?? ''
    expect(shop.traffic()).toEqual({ [id]: 100 })
    expect(first.outputs).toMatchObject({ 'previous-version-id': '', 'wrangler-version': '4.155.0' })
    expect(first.outputs['deployment-id']).toBe(scene.cloudflare().worker(shop.worker).deployments[0]?.id)
    expect(first.json('traffic')).toEqual({ [id]: 100 })

    const again = await shop.run()
    expect(again).toMatchObject(green('deployed'))
    expect(again.outputs['previous-version-id']).toBe(id)
    expect(again.stdout).toContain('order: the live version is of the same commit')
    expect(again.summary).toContain('Traffic, as read back')
    expect(scene.cloudflare().unrouted).toEqual([])
  })

  it('returns addresses that can be opened, and not the text that wrangler prints', async () => {
    scene.cloudflare().addZone('urls.example')
    const shop = await scene.shop({
      config: {
        workers_dev: true,
        routes: [
          { pattern: 'api.urls.example/v1/*', zone_name: 'urls.example' },
          { pattern: '*.urls.example/x', zone_name: 'urls.example' },
          { pattern: 'cd.urls.example', custom_domain: true },
        ],
      },
    })
    const run = await shop.run()
    expect(run).toMatchObject(green('deployed'))
    expect(run.json('urls')).toEqual([
      'https://api.urls.example/v1/',
      'https://cd.urls.example/',
      `https://${shop.worker}.acme.workers.dev/`,
    ])
    expect(run.outputs['deployment-url']).toBe('https://api.urls.example/v1/')
    expect(run.json('drift')).toEqual({
      'only-in-configuration': [],
      'only-in-cloudflare': [],
      'of-another-worker': [],
    })
  })

  it('sends secrets together with the code, and leaves none of them on the disk', async () => {
    const shop = await scene.shop()
    const secret = 'a $HOME "quoted" value\nof two lines'
    const run = await shop.run({
      inputs: {
        secrets: 'PRIVATE_KEY_PEM',
        'required-secrets': 'PRIVATE_KEY_PEM',
        vars: 'ISSUER=https://confidential.example\nAPP_ORIGIN=x y; $(id)',
        message: '; $(id) `id` "quoted"',
      },
      environment: { PRIVATE_KEY_PEM: secret },
    })
    expect(run).toMatchObject(green('deployed'))
    const [version] = scene.cloudflare().worker(shop.worker).versions
    expect(version?.bindings).toContainEqual({ name: 'PRIVATE_KEY_PEM', type: 'secret_text', text: secret })
    expect(version?.bindings).toContainEqual({ name: 'APP_ORIGIN', type: 'plain_text', text: 'x y; $(id)' })
    expect(version?.annotations['workers/message']).toBe('; $(id) `id` "quoted"')
    // The runner masks the secret by a command of its own, which is not shown.
    const shown = run.stdout.replaceAll(/^::add-mask::.*$/gm, '') + run.stderr + run.summary
    for (const each of ['confidential.example', 'of two lines', 'quoted" value'])
      expect(shown).not.toContain(each)
  })

  it('deletes the file with the secrets, also if wrangler is killed', async () => {
    const shop = await scene.shop()
    await replaceWrangler(
      shop,
      `const { statSync, writeFileSync } = require('fs')
       const file = process.argv[process.argv.indexOf('--secrets-file') + 1]
       writeFileSync('seen.txt', [(statSync(file).mode & 0o777).toString(8), file, process.env.API_KEY].join(' '))
       process.kill(process.pid, 'SIGKILL')`,
    )
    const run = await shop.run({
      inputs: { secrets: 'API_KEY' },
      environment: { API_KEY: 'key-of-many-doors' },
    })
    expect(run).toMatchObject(red('not-deployed'))
    const seen = await readFile(join(shop.project.folder, 'seen.txt'), 'utf8')
    const [mode, file = '', inherited] = seen.split(' ')
    expect(mode).toBe('600')
    expect(inherited).toBe('')
    await expect(stat(file)).rejects.toThrow()
  })

  it('sends the token to no address that a .env of the checkout names', async () => {
    const shop = await scene.shop()
    await shop.write(
      '.env',
      'CLOUDFLARE_API_BASE_URL=http://127.0.0.1:9/client/v4\nCLOUDFLARE_API_TOKEN=other\nWRANGLER_CI_OVERRIDE_NAME=other\nCLOUDFLARE_ENV=other\n',
    )
    expect(await shop.run()).toMatchObject(green('deployed'))
    expect(Object.keys(shop.traffic())).toHaveLength(1)
  })

  it('gives a build command neither inputs nor the files that a step writes for the runner', async () => {
    const build =
      "node -e \"require('fs').writeFileSync('seen.json', JSON.stringify(Object.keys(process.env).concat(process.env.STAGE)))\""
    const shop = await scene.shop({ config: { build: { command: build } } })
    const run = await shop.run({
      environment: { STAGE: 'blue', ACTIONS_RUNTIME_TOKEN: 't', GITHUB_TOKEN: 'g' },
    })
    expect(run).toMatchObject(green('deployed'))
    const seen = JSON.parse(await readFile(join(shop.project.folder, 'seen.json'), 'utf8')) as string[]
    expect(seen).toContain('blue')
    expect(
      seen.filter((name) => /^(INPUT_|ACTIONS_|GITHUB_OUTPUT|GITHUB_TOKEN|GITHUB_ENV)/.test(name)),
    ).toEqual([])
  })

  it('deploys one of several environments of a TOML file as a Worker of its own', async () => {
    const shop = await scene.shop({
      format: 'toml',
      config: { env: { staging: { vars: { ISSUER: 'https://staging' }, ai: { binding: 'AI' } } } },
    })
    const run = await shop.run({ inputs: { environment: 'staging', 'required-bindings': 'AI, ISSUER' } })
    expect(run).toMatchObject(green('deployed'))
    const { deployments } = scene.cloudflare().worker(`${shop.worker}-staging`)
    expect(deployments).toHaveLength(1)
    const top = await shop.run({ inputs: { environment: 'top-level' } })
    expect(top).toMatchObject(green('deployed'))
    expect(Object.keys(shop.traffic())).toEqual([top.outputs['version-id']])
  })

  it('leaves the project as it was', async () => {
    const shop = await scene.shop()
    const list = async () => (await readdir(shop.project.folder)).sort()
    const before = await list()
    await shop.run()
    expect((await list()).filter((name) => name !== '.wrangler')).toEqual(before)
  })
})
