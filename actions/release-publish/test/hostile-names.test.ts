import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findInjections, hostileTextPaths, hostileTexts } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { filesOf, writeFiles } from './release-folder.ts'
import { green, red, setScene } from './scene.ts'

const scene = setScene()
const names = hostileTexts.filter((name) => name.length < 200)

it('files of any name in the folder do nothing in the message that refuses them', async () => {
  const shop = await scene.shop()
  for (const path of hostileTextPaths) {
    await mkdir(dirname(join(shop.folder, path)), { recursive: true })
    await writeFile(join(shop.folder, path), 'x')
  }
  const ran = await shop.run()
  expect(ran, ran.messages).toMatchObject({ ...red, reason: 'files-differ' })
  expect(findInjections(ran)).toEqual([])
  expect(ran.outputs.assets ?? '').not.toContain('pwned')
  await shop.close()
})

it('names in a manifest do nothing in the message that refuses them', async () => {
  const shop = await scene.shop()
  const [asset] = JSON.parse(filesOf({ commit: shop.commit })['manifest.json'] ?? '').assets
  const manifest = { name: names.join(' '), assets: names.map((name) => ({ ...asset, name, target: name })) }
  const files = filesOf({ commit: shop.commit })
  const text = JSON.stringify({ ...JSON.parse(files['manifest.json'] ?? ''), ...manifest })
  await writeFiles(shop.folder, { ...files, 'manifest.json': text })
  const ran = await shop.run()
  expect(ran).toMatchObject(red)
  expect(findInjections(ran)).toEqual([])
  await shop.close()
})

it('titles, notes and files of releases that others made do nothing, and the output has only the files of this one', async () => {
  const shop = await scene.shop()
  const assets = Object.fromEntries(names.map((name) => [name, 'x']))
  const fields = { name: names.join(' '), body: names.join('\n'), assets }
  await shop.releases.draft({ ...fields, tag: 'v1.2.3' })
  const refused = await shop.run()
  expect(refused).toMatchObject(red)
  expect(findInjections(refused)).toEqual([])
  for (const { id } of [...shop.releases.list()]) shop.releases.remove(id)
  await shop.releases.draft({ ...fields, tag: 'v1.0.0' })
  await writeFile(join(shop.workspace, 'notes.md'), names.join('\n'))
  const ran = await shop.run({ inputs: { 'notes-path': 'notes.md' } })
  expect(ran, ran.messages).toMatchObject(green)
  expect(findInjections(ran)).toEqual([])
  const listed = ran.json<{ name: string }[]>('assets').map(({ name }) => name)
  expect(listed.toSorted()).toEqual(Object.keys(shop.files).toSorted())
  expect(ran.outputs['release-url']).toContain('/releases/tag/v1.2.3')
  await shop.close()
})
