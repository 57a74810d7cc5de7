import { describe, expect, it } from 'vitest'
import { expectPublished, green, red, setScene, writesIn } from './scene.ts'

const scene = setScene()

describe('an immutable release', () => {
  it('passes only with an attestation of its tag, commit and files, and its notes say how to verify it', async () => {
    const shop = await scene.shop()
    Object.assign(shop.releases.behaviour, { immutable: true, attestationLag: 1 })
    const ran = await shop.run({ inputs: { immutable: 'require' } })
    expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
    await expectPublished(shop)
    expect(shop.releases.list()[0]?.body).toContain('gh release verify v1.2.3')
    const again = await shop.run({ inputs: { immutable: 'require', existing: 'resume' } })
    expect(again).toMatchObject({ ...green, reason: 'already-published' })
    expect(writesIn(again.log)).toEqual([])
  })

  it('is not attested in time: the run fails, although the release is published', async () => {
    const shop = await scene.shop()
    Object.assign(shop.releases.behaviour, { immutable: true, attestationLag: 10_000 })
    const ran = await shop.run({ inputs: { immutable: 'require', timeout: '12s' } })
    expect(ran).toMatchObject({ ...red, reason: 'release-not-attested', outputs: { published: 'true' } })
  })

  it('is required, and the repository makes none: nothing is published, or the run fails', async () => {
    const shop = await scene.shop()
    const ran = await shop.run({ inputs: { immutable: 'require', timeout: '12s' } })
    expect(ran).toMatchObject(red)
    expect(['immutability-off', 'not-immutable']).toContain(ran.reason)
  })
})

describe('each refusal of the forge has its own sentence', () => {
  it.each([
    ['a tag that an immutable release had', { burntTags: new Set(['v1.2.3']) }, 'tag-burnt'],
    ['a ruleset that blocks tags', { blocksTags: true }, 'tag-creation-blocked'],
    ['an upload address of another origin', { uploadOrigin: 'http://127.0.0.1:9' }, 'upload-origin-foreign'],
  ])('%s', async (_, behaviour, reason) => {
    const shop = await scene.shop()
    Object.assign(shop.releases.behaviour, behaviour)
    const ran = await shop.run()
    expect(ran).toMatchObject({ ...red, reason })
    expect(shop.releases.list().filter(({ isDraft }) => !isDraft)).toEqual([])
  })
})

it('an upload that ends with 502 is deleted and sent again in the same run', async () => {
  const shop = await scene.shop()
  Object.assign(shop.releases.behaviour, {
    interruptions: [
      { keep: 10, ends: '502' },
      { keep: 0, ends: 'reset' },
    ],
  })
  const ran = await shop.run()
  expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
  await expectPublished(shop)
})

it('a list that lags behind leads to one draft and one release', async () => {
  const shop = await scene.shop()
  shop.releases.behaviour.listLag = 2
  const ran = await shop.run()
  expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
  await expectPublished(shop)
  expect(writesIn(ran.log).filter((each) => each === 'POST releases')).toHaveLength(1)
})

it('generated notes begin at the nearest stable release that comes before the commit', async () => {
  const shop = await scene.shop()
  const older = await shop.repository.commit({ branch: 'older', parent: null as never, files: { x: 'y' } })
  await shop.releases.publish({ tag: 'v0.9.0', target: older })
  const none = await shop.run({ inputs: { 'generate-notes': 'true', 'dry-run': 'true' } })
  expect(none.stdout).toContain('no published stable release comes before')
  const given = await shop.run({ inputs: { 'generate-notes': 'true', 'notes-from': 'v0.9.0' } })
  expect(given).toMatchObject({ ...red, reason: 'notes-start-missing' })
})
