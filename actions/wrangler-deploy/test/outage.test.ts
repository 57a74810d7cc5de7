import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { green, red, setScene, useIdleWrangler } from './scene.ts'

const scene = setScene()
const waits = (stdout: string) => stdout.split('\n').filter((line) => line.startsWith('Waiting: '))

test('a run waits for a Cloudflare that is unavailable right after traffic was moved, and reads it back', async () => {
  const cloudflare = scene.cloudflare()
  const shop = await scene.shop()
  const before = await cloudflare.addVersion(shop.worker)
  const staged = await cloudflare.addVersion(shop.worker, { deployed: false })
  await cloudflare.deploy(shop.worker, { [before]: 100, [staged]: 0 })
  let moved = false
  cloudflare.host.inject({
    match: ({ method, path }) => {
      const met = moved && method === 'GET'
      moved ||= method === 'POST' && path.endsWith('/deployments')
      return met
    },
    fault: faults.status(503),
    times: 12,
  })
  const ran = await shop.run({
    command: 'rollback',
    inputs: {
      'version-id': before,
      'expected-version-id': staged,
      timeout: '60s',
    },
  })
  expect(ran).toMatchObject(green('rolled-back'))
  expect(shop.traffic()).toEqual({ [before]: 100 })
  expect(waits(ran.stdout)).toEqual([expect.stringContaining('/deployments: answered 503')])
})

test.for(['deploy', 'stage', 'check'] as const)(
  '%s does not take an empty list of deployments for a Worker that nobody has deployed',
  async (command) => {
    const cloudflare = scene.cloudflare()
    const shop = await scene.shop()
    await useIdleWrangler(shop)
    await cloudflare.addVersion(shop.worker, { tag: 'f'.repeat(40) })
    cloudflare.host.inject({
      match: ({ method, path }) => method === 'GET' && path.endsWith(`/${shop.worker}/deployments`),
      fault: faults.status(200, {
        body: { success: true, errors: [], messages: [], result: { deployments: [] } },
      }),
    })
    const ran = await shop.run({ command })
    expect(ran).toMatchObject({ ...red('outside-failed'), writes: [] })
    expect(ran.messages).toContain(`shows no deployment of ${shop.worker}`)
  },
)
