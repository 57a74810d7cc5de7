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
const plain = { isPrerelease: false, makeLatest: 'legacy' } as const

beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  head = await world.repository.commit({ branch: 'main', files: { 'README.md': 'shop' } })
  behaviour = world.repository.releases.behaviour
  draft = { tag: 'v1.2.3', target: head, name: 'Shop 1.2.3', body: 'Notes\n', isPrerelease: false }
})

const upload = (release: Release, name = 'shop-linux', text = content) =>
  world.releases().upload(release, { name, source: bodyOf(text) })

describe('a release', () => {
  test('is made as a draft, gets its files, is published and read back', async () => {
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    expect(made).toMatchObject({ ...draft, isDraft: true, publishedAt: undefined })
    const asset = await upload(made)
    expect(asset).toEqual({ id: asset.id, name: 'shop-linux', size: content.length, isWhole: true, sha256 })
    expect(await releases.assets(made)).toEqual([asset])
    const sink = hashSink('sha256')
    await releases.readAsset(made, asset, sink)
    expect(sink.digest).toBe(sha256)
    expect(await releases.published('v1.2.3')).toBeUndefined()
    expect(await releases.tag('v1.2.3')).toBeUndefined()

    const published = await releases.publish(made, { isPrerelease: false, makeLatest: 'true' })
    expect(published).toMatchObject({ id: made.id, isDraft: false, isImmutable: false })
    expect(await releases.published('v1.2.3')).toEqual(published)
    expect(await releases.latest()).toEqual(published)
    expect(await releases.read(made)).toEqual(published)
    expect(await releases.tag('v1.2.3')).toEqual({
      name: 'v1.2.3',
      object: head,
      commit: head,
      isAnnotated: false,
    })
  })

  test('is downloaded from another origin without the token', async () => {
    const made = await world.releases().createDraft(draft)
    const asset = await upload(made)
    world.github.host.clearLog()
    await world.releases().readAsset(made, asset, hashSink('sha256'))
    expect(world.github.host.log.map(({ token }) => token)).toEqual(['github-actions[bot]'])
    const [download] = world.github.storage.log
    expect([download?.status, download?.headers.authorization]).toEqual([200, undefined])
  })

  test.each(['redirects', 'digests'] as const)('is complete on a server without %s', async (feature) => {
    behaviour[feature] = false
    const made = await world.releases().createDraft(draft)
    const asset = await upload(made)
    expect(asset.sha256).toBe(feature === 'digests' ? undefined : sha256)
    const sink = hashSink('sha256')
    await world.releases().readAsset(made, asset, sink)
    expect(sink.digest).toBe(sha256)
  })

  test('is found among more than one page of releases and files', async () => {
    for (let minor = 0; minor < 101; minor += 1)
      await world.repository.releases.draft({ tag: `v0.${minor}.0` })
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`file-${at}`, 'x']))
    const big = await world.repository.releases.publish({ tag: 'v1.0.0', assets: many })
    const releases = world.releases()
    expect(await releases.all()).toHaveLength(102)
    expect(await releases.assets(big)).toHaveLength(130)
  })

  test('that was just made may be missing in lists, and is there by its id', async () => {
    // A list is asked for its rows, and whether it has more.
    behaviour.listLag = 4
    const made = await world.releases().createDraft(draft)
    expect(await world.releases().all()).toEqual([])
    expect(await world.releases().read(made)).toEqual(made)
    expect(await world.releases().all()).toEqual([])
    expect(await world.releases().all()).toEqual([made])
  })

  test('that does not exist is not taken for one that the token may not see', async () => {
    expect(await world.releases().read({ id: 4711, tag: 'v1' })).toBeUndefined()
    expect(await world.releases().latest()).toBeUndefined()
    const blind = world.releases({ token: world.github.token({ permissions: { issues: 'write' } }) })
    const failure = await failureOf(blind.read({ id: 4711, tag: 'v1' }))
    expect(failure.reason).toBe('permission-missing')
    expect(await failureOf(blind.published('v1'))).toMatchObject({ reason: 'permission-missing' })
  })

  test('that is a draft is hidden from a token that may only read', async () => {
    await world.releases().createDraft(draft)
    const reader = world.releases({ token: tokenFor(world.github, { permissions: { contents: 'read' } }) })
    expect(await reader.all()).toEqual([])
  })

  test('is changed while it is a draft, and only as asked', async () => {
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    expect(await releases.update(made, { body: 'More', isPrerelease: true })).toMatchObject({
      ...draft,
      body: 'More',
      isPrerelease: true,
    })
  })

  test('of a tag that exists may name another target, if the tag is at the commit', async () => {
    const elsewhere = faults.alter((answer) => ({
      ...answer,
      body: { ...(answer.body as object), target_commitish: 'main' },
    }))
    world.github.host.inject({ match: { method: 'POST' }, fault: elsewhere })
    const failure = await failureOf(world.releases().createDraft(draft))
    expect(failure).toMatchObject({ reason: 'release-not-confirmed', ambiguous: true })
    await world.repository.tag('v1.2.3', head)
    expect(await world.releases().createDraft(draft)).toMatchObject({ tag: 'v1.2.3', target: 'main' })
  })

  test('that was published meanwhile is not deleted as a draft', async () => {
    const releases = world.releases()
    const first = await releases.createDraft(draft)
    const second = await releases.createDraft(draft)
    await releases.removeDraft(first)
    await releases.publish(second, plain)
    expect(await failureOf(releases.removeDraft(second))).toMatchObject({ reason: 'release-not-draft' })
    expect(world.repository.releases.list().map(({ id }) => id)).toEqual([second.id])
  })

  test.each(['createDraft', 'update', 'publish'] as const)(
    'that the answer to %s shows otherwise is not taken for written',
    async (write) => {
      const releases = world.releases()
      const made = write === 'createDraft' ? undefined : await releases.createDraft(draft)
      const wrong = faults.alter((answer) => ({
        ...answer,
        body: { ...(answer.body as object), body: 'other', draft: write !== 'createDraft' },
      }))
      const method = write === 'createDraft' ? 'POST' : 'PATCH'
      world.github.host.inject({ match: ({ method: sent }) => sent === method, fault: wrong })
      const of = made ?? { id: 0, tag: '' }
      const failure = await failureOf(
        write === 'createDraft'
          ? releases.createDraft(draft)
          : write === 'update'
            ? releases.update(of, { body: 'new' })
            : releases.publish(of, plain),
      )
      expect(failure).toMatchObject({ reason: 'release-not-confirmed', ambiguous: true })
    },
  )
})

test('generated notes start at the tag that the request names', async () => {
  await world.repository.releases.publish({ tag: 'v1.0.0' })
  const notes = (previous?: string) =>
    world.releases().generatedNotes({ tag: 'v1.2.3', commit: head, previous })
  expect((await notes('v1.0.0')).body).toContain('compare/v1.0.0...v1.2.3')
  expect((await notes()).body).toContain('commits/v1.2.3')
})

test('whether releases become immutable is unknown to a token that may not read it', async () => {
  behaviour.immutable = true
  expect(await world.releases().immutableSetting()).toBeUndefined()
  const token = world.github.token({ permissions: { administration: 'read' }, kind: 'app' })
  expect(await world.releases({ token }).immutableSetting()).toBe(true)
})

test('the attestation of an immutable release is found by its tag, once it exists', async () => {
  behaviour.immutable = true
  behaviour.attestationLag = 2
  const token = world.github.token({ permissions: { contents: 'write', attestations: 'read' } })
  const releases = world.releases({ token })
  const made = await releases.createDraft(draft)
  await releases.upload(made, { name: 'shop-linux', source: bodyOf(content) })
  await releases.publish(made, plain)
  const digest = `sha1:${(await releases.tag('v1.2.3'))?.object}`
  expect(await releases.attestationsOf(digest)).toEqual([])
  expect(await releases.attestationsOf(digest)).toEqual([])
  const [attestation] = await releases.attestationsOf(digest)
  expect(attestation?.predicateType).toBe('https://in-toto.io/attestation/release/v0.1')
  const { bundle = {} } = attestation ?? {}
  const { dsseEnvelope } = bundle as { dsseEnvelope: { payload: string } }
  const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
  expect(statement.predicate.tag).toBe('v1.2.3')
  expect(statement.subject).toContainEqual({ name: 'shop-linux', digest: { sha256 } })
})
