import { findInjections, hostilePaths, hostileTexts } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { red, replaceWrangler, setScene, useIdleWrangler } from './scene.ts'

const scene = setScene()
const names = hostileTexts.filter((name) => name.length < 100)

it('routes and Workers that others named do nothing in the log and the summary, and the output has them exactly', async () => {
  const cloudflare = scene.cloudflare()
  cloudflare.addZone('names.example')
  const config = { routes: [{ pattern: 'api.names.example/*', zone_name: 'names.example' }] }
  const shop = await scene.shop({ config })
  await cloudflare.addVersion(shop.worker)
  const patterns = names.map((name) => `api.names.example/${name}`)
  for (const pattern of patterns) cloudflare.addRoute(pattern, shop.worker)
  cloudflare.addRoute('api.names.example/*', names.join(' '))
  await useIdleWrangler(shop)
  const ran = await shop.run({ command: 'check', inputs: { 'routes-policy': 'report' } })
  expect(findInjections(ran)).toEqual([])
  expect(new Set(ran.json<Record<string, string[]>>('drift')['only-in-cloudflare'])).toEqual(
    new Set(patterns),
  )
})

it('environments and variables of a configuration do nothing in the messages about them', async () => {
  const env = Object.fromEntries(names.map((name) => [name, { vars: { [name]: name } }]))
  const shop = await scene.shop({ config: { env } })
  await useIdleWrangler(shop)
  const ran = await shop.run()
  expect(ran, ran.messages).toMatchObject(red('environment-unclear'))
  expect(findInjections(ran)).toEqual([])
})

it('what wrangler prints before it fails does nothing, and reaches no output', async () => {
  const shop = await scene.shop()
  const said = names.map((name) => `x ${name}`).join('\n')
  await replaceWrangler(
    shop,
    `console.log(${JSON.stringify(said)}); console.error(${JSON.stringify(said)}); process.exit(1)`,
  )
  const ran = await shop.run()
  expect(ran.exitCode).toBe(1)
  expect(findInjections(ran)).toEqual([])
  expect(Object.values(ran.outputs).join(' ')).not.toContain('pwned')
})

it('the folder of a project of any name does nothing', async () => {
  const shop = await scene.shop()
  const folder = hostilePaths.find((path) => path.includes('@team')) ?? ''
  await shop.write(`${folder}/wrangler.jsonc`, '{ "name": 1 }')
  const ran = await shop.run({ inputs: { 'working-directory': folder } })
  expect(ran.exitCode).toBe(1)
  expect(findInjections(ran)).toEqual([])
})
