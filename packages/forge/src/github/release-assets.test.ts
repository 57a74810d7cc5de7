import { createHash } from 'node:crypto'
import { hashSink } from '@suite/http'
import { faults } from '@suite/testkit/core'
import type { ReleaseBehaviour } from '@suite/testkit/github'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { bodyOf } from '../../test/body-of.ts'
import { failureOf } from '../../test/failure-of.ts'
import { startWorld, tokenFor, type World } from '../../test/github.ts'
import type { NewDraft, Release } from '../ports/releases.ts'

let world: World
let head: string
let behaviour: ReleaseBehaviour
let draft: NewDraft

const content = 'the bytes of a binary'
const sha256 = createHash('sha256').update(content).digest('hex')
const uploads = { method: 'POST', route: '/repos/:owner/:repo/releases/:id/assets' }

beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  head = await world.repository.commit({ branch: 'main', files: { 'README.md': 'shop' } })
  behaviour = world.repository.releases.behaviour
  draft = { tag: 'v1.2.3', target: head, name: 'Shop 1.2.3', body: 'Notes\n', isPrerelease: false }
})

const upload = (release: Release, name = 'shop-linux', text = content) =>
  world.releases().upload(release, { name, source: bodyOf(text) })

describe('an upload', () => {
  test.each([
    ['502', 'answered 502'],
    ['reset', 'the connection was closed before the answer'],
  ] as const)('that ends with %s says that a part may be left, and can be repeated', async (ends, words) => {
    const made = await world.releases().createDraft(draft)
    behaviour.interruptions.push({ keep: 5, ends })
    const failure = await failureOf(upload(made))
    expect(failure).toMatchObject({ reason: 'asset-unfinished', ambiguous: true })
    expect(failure.message).toContain(words)
    const [half] = await world.releases().assets(made)
    expect(half).toMatchObject({ name: 'shop-linux', size: 5, isWhole: false })
    expect(await failureOf(upload(made))).toMatchObject({ reason: 'asset-exists', ambiguous: false })
    if (half) await world.releases().removeAsset(made, half)
    if (half) await world.releases().removeAsset(made, half)
    expect(await upload(made)).toMatchObject({ isWhole: true, sha256 })
  })

  test('under a name that GitHub changes fails, and names both', async () => {
    const made = await world.releases().createDraft(draft)
    const failure = await failureOf(upload(made, 'shop linux'))
    expect(failure).toMatchObject({ reason: 'asset-renamed', ambiguous: true })
    expect(failure.message).toBe('could not upload shop linux: GitHub stored it as shop.linux')
  })

  test.each([
    ['size', { size: 3 }, 'asset-differs'],
    ['digest', { digest: `sha256:${'0'.repeat(64)}` }, 'asset-differs'],
    ['state', { state: 'open' }, 'asset-unfinished'],
  ])('is not taken for done if the answer has another %s', async (_, change, reason) => {
    const made = await world.releases().createDraft(draft)
    const wrong = faults.alter((answer) => ({ ...answer, body: { ...(answer.body as object), ...change } }))
    world.github.host.inject({ match: uploads, fault: wrong })
    expect(await failureOf(upload(made))).toMatchObject({ reason, ambiguous: true })
  })

  test('goes to no other origin, whatever the release names', async () => {
    behaviour.uploadOrigin = world.github.storage.url
    const made = await world.releases().createDraft(draft)
    world.github.host.clearLog()
    const failure = await failureOf(upload(made))
    expect(failure).toMatchObject({ reason: 'upload-origin-foreign', ambiguous: false })
    expect(failure.message).toContain(`GitHub names ${world.github.storage.url} for uploads`)
    expect([...world.github.storage.log, ...world.github.host.log]).toEqual([])
  })

  test('follows no redirect, because the token would go with it', async () => {
    const made = await world.releases().createDraft(draft)
    world.github.host.inject({
      match: uploads,
      fault: faults.redirect(`${world.github.storage.url}/files/x`, 307),
    })
    const failure = await failureOf(upload(made))
    expect(failure.message).toContain('a redirect')
    expect(world.github.storage.log).toEqual([])
  })

  test('names the permission that the token lacks', async () => {
    const made = await world.releases().createDraft(draft)
    const token = tokenFor(world.github, { permissions: { contents: 'read' } })
    const work = world.releases({ token }).upload(made, { name: 'x', source: bodyOf('x') })
    const failure = await failureOf(work)
    expect(failure).toMatchObject({ reason: 'permission-missing' })
    expect(failure.fix).toContain('contents: write')
  })
})

test('a download of other length than GitHub says fails', async () => {
  const made = await world.releases().createDraft(draft)
  const asset = await upload(made)
  for (const size of [asset.size - 1, asset.size + 1]) {
    const work = world.releases().readAsset(made, { ...asset, size }, hashSink('sha256'))
    expect(await failureOf(work)).toMatchObject({ reason: 'asset-differs' })
  }
  const gone = world.releases().readAsset(made, { ...asset, id: 99 }, hashSink('sha256'))
  expect(await failureOf(gone)).toMatchObject({ reason: 'permission-missing' })
})
