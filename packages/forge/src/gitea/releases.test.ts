import { createHash } from 'node:crypto'
import { hashSink } from '@suite/http'
import { faults } from '@suite/testkit/core'
import type { GiteaReleaseBehaviour } from '@suite/testkit/gitea'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { bodyOf } from '../../test/body-of.ts'
import { failureOf } from '../../test/failure-of.ts'
import { startWorld, type World } from '../../test/gitea.ts'
import type { NewDraft, Release } from '../ports/releases.ts'

let world: World
let head: string
let behaviour: GiteaReleaseBehaviour
let draft: NewDraft

const content = 'the bytes of a binary'
const sha256 = createHash('sha256').update(content).digest('hex')
const plain = { isPrerelease: false, makeLatest: 'legacy' } as const
const route = (path: string) => `/api/v1/repos/:owner/:repo${path}`

beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  head = await world.repository.resolve('main')
  behaviour = world.repository.releases.behaviour
  draft = { tag: 'v1.2.3', target: head, name: 'Shop 1.2.3', body: 'Notes', isPrerelease: false }
})

const upload = (release: Release, name = 'shop-linux', text = content) =>
  world.releases().upload(release, { name, source: bodyOf(text) })

describe('a release', () => {
  test.each([false, true])(
    'is made, filled, published and read back (downloads redirect: %s)',
    async (redirects) => {
      behaviour.redirects = redirects
      const releases = world.releases()
      const made = await releases.createDraft(draft)
      expect(made).toMatchObject({ ...draft, isDraft: true, isImmutable: undefined, publishedAt: undefined })
      const asset = await upload(made)
      expect(asset).toEqual({
        id: asset.id,
        name: 'shop-linux',
        size: content.length,
        isWhole: true,
        sha256: undefined,
      })
      expect(await releases.assets(made)).toEqual([asset])
      const sink = hashSink('sha256')
      await releases.readAsset(made, asset, sink)
      expect(sink.digest).toBe(sha256)
      expect(world.gitea.storage.log.map(({ headers }) => headers.authorization)).toEqual(
        redirects ? [undefined] : [],
      )
      expect(await releases.published('v1.2.3')).toBeUndefined()
      expect(await releases.tag('v1.2.3')).toBeUndefined()
      expect(await releases.latest()).toBeUndefined()

      const published = await releases.publish(made, plain)
      expect(published).toMatchObject({ id: made.id, isDraft: false })
      expect(await releases.published('v1.2.3')).toEqual(published)
      expect(await releases.latest()).toEqual(published)
      expect(await releases.read(made)).toEqual(published)
      expect(await releases.tag('v1.2.3')).toEqual({
        name: 'v1.2.3',
        object: head,
        commit: head,
        isAnnotated: false,
      })
    },
  )

  test('is found among more releases than a page has, and a cut list is refused', async () => {
    for (let minor = 0; minor < 61; minor += 1)
      await world.repository.releases.draft({ tag: `v0.${minor}.0` })
    expect(await world.releases().all()).toHaveLength(61)
    world.gitea.host.inject({
      match: { route: route('/releases'), method: 'GET' },
      fault: faults.truncatedList(3),
      times: 1,
    })
    expect(await failureOf(world.releases().all())).toMatchObject({ reason: 'list-incomplete' })
  })

  test('whose list of files is cut is refused', async () => {
    const made = await world.repository.releases.draft({ tag: 'v1', assets: { a: '1', b: '2' } })
    world.gitea.host.inject({
      match: { route: route('/releases/:id/assets') },
      fault: faults.truncatedList(1),
    })
    expect(await failureOf(world.releases().assets(made))).toMatchObject({ reason: 'list-incomplete' })
  })

  test('shows two files of one name, and an empty one, as Gitea accepts them', async () => {
    const made = await world.releases().createDraft(draft)
    await upload(made)
    await upload(made, 'shop-linux', 'other')
    await upload(made, 'empty', '')
    const assets = await world.releases().assets(made)
    expect(assets.map(({ name, size }) => [name, size])).toEqual([
      ['shop-linux', content.length],
      ['shop-linux', 5],
      ['empty', 0],
    ])
    for (const asset of assets.slice(1)) await world.releases().removeAsset(made, asset)
    for (const asset of assets.slice(1)) await world.releases().removeAsset(made, asset)
    expect(await world.releases().assets(made)).toEqual(assets.slice(0, 1))
  })

  test('that was published meanwhile is not deleted as a draft', async () => {
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    await releases.publish(made, plain)
    expect(await failureOf(releases.removeDraft(made))).toMatchObject({ reason: 'release-not-draft' })
    const other = await releases.createDraft({ ...draft, tag: 'v2' })
    await releases.removeDraft(other)
    expect(await releases.read(other)).toBeUndefined()
  })

  test('whose new text Gitea does not take is not taken for changed', async () => {
    const made = await world.releases().createDraft(draft)
    expect(await world.releases().update(made, { body: 'More', name: 'Other' })).toMatchObject({
      body: 'More',
    })
    const failure = await failureOf(world.releases().update(made, { body: '' }))
    expect(failure).toMatchObject({ reason: 'release-not-confirmed', ambiguous: true })
    expect(failure.message).toContain('another value of its text')
  })
})

describe('a refusal says what to do', () => {
  test('if there is a release or a draft of the tag', async () => {
    await world.releases().createDraft(draft)
    const failure = await failureOf(world.releases().createDraft(draft))
    expect(failure).toMatchObject({ reason: 'release-exists', ambiguous: false })
    expect(failure.message).toBe(
      'could not create the draft of v1.2.3: Gitea has a release, or a draft, of v1.2.3 already',
    )
  })

  test('if a rule protects the tag, which Gitea answers with 500', async () => {
    behaviour.protectedTags.add('v1.2.3')
    const made = await world.releases().createDraft(draft)
    world.gitea.host.clearLog()
    const failure = await failureOf(world.releases().publish(made, plain))
    expect(failure).toMatchObject({ reason: 'release-not-confirmed', ambiguous: true })
    expect(failure.fix).toContain('if a rule for tags (Settings, Tags) blocks v1.2.3')
    expect(world.gitea.host.log.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
    const tag = { name: 'v1.2.3', commit: head, message: 'Shop' }
    expect(await failureOf(world.releases().createTag(tag))).toMatchObject({ reason: 'tag-creation-blocked' })
  })

  test('if the token may not write', async () => {
    const token = world.gitea.token({ permissions: { contents: 'write', releases: 'read' } })
    const failure = await failureOf(world.releases({ token }).createDraft(draft))
    expect(failure.reason).toBe('permission-missing')
    expect(failure.fix).toContain('Grant `releases: write`')
  })

  test('if Gitea does not have what is asked for', async () => {
    const releases = world.releases()
    const missing = { reason: 'release-feature-missing' }
    const made = await releases.createDraft(draft)
    const range = { tag: 'v1', commit: head, previous: undefined }
    expect(await failureOf(releases.generatedNotes(range))).toMatchObject(missing)
    expect(await failureOf(releases.attestationsOf(`sha1:${head}`))).toMatchObject(missing)
    expect(
      await failureOf(releases.publish(made, { isPrerelease: false, makeLatest: 'true' })),
    ).toMatchObject(missing)
    expect(await releases.immutableSetting()).toBe(false)
    expect(releases.can).toEqual({ immutable: false, latest: false, generateNotes: false, digests: false })
  })
})

test('an upload whose answer is lost says that a part may be left', async () => {
  const made = await world.releases().createDraft(draft)
  world.gitea.host.inject({ match: { method: 'POST' }, fault: faults.reset(), applied: true, times: 1 })
  expect(await failureOf(upload(made))).toMatchObject({ reason: 'asset-unfinished', ambiguous: true })
  expect(await world.releases().assets(made)).toHaveLength(1)
})

test('a download of other length than Gitea says fails', async () => {
  const made = await world.releases().createDraft(draft)
  const asset = await upload(made)
  const work = world.releases().readAsset(made, { ...asset, size: 3 }, hashSink('sha256'))
  expect(await failureOf(work)).toMatchObject({ reason: 'asset-differs' })
})

test('the files of a draft are hidden from a token that may only read', async () => {
  const made = await world.releases().createDraft(draft)
  const asset = await upload(made)
  const token = world.gitea.token({ permissions: { contents: 'read', releases: 'read' } })
  const reader = world.releases({ token })
  expect(await reader.all()).toEqual([])
  expect(await failureOf(reader.readAsset(made, asset, hashSink('sha256')))).toMatchObject({
    reason: 'permission-missing',
  })
})

test('an annotated tag is made, and read back', async () => {
  const releases = world.releases()
  await releases.createTag({ name: 'v1.2.3', commit: head, message: 'Shop 1.2.3' })
  const object = await world.repository.objectOf('refs/tags/v1.2.3')
  expect(await releases.tag('v1.2.3')).toEqual({ name: 'v1.2.3', object, commit: head, isAnnotated: true })
  expect(object).not.toBe(head)
  const again = releases.createTag({ name: 'v1.2.3', commit: head, message: 'Shop 1.2.3' })
  expect(await failureOf(again)).toMatchObject({ reason: 'tag-exists' })
})

describe('the repository', () => {
  test('says which commits are ancestors', async () => {
    const { repository } = world.connect()
    const next = await world.repository.commit({ branch: 'main', files: { a: '1' } })
    const side = await world.repository.commit({ branch: 'side', parent: head, files: { b: '1' } })
    expect(await repository.headOf('main')).toBe(next)
    expect(await repository.isAncestor(head, next)).toBe(true)
    expect(await repository.isAncestor(next, next)).toBe(true)
    expect(await repository.isAncestor(next, head)).toBe(false)
    expect(await repository.isAncestor(side, next)).toBe(false)
    await expect(repository.isAncestor('f'.repeat(40), next)).rejects.toThrow()
  })

  test('lists tags with the commits that they lead to', async () => {
    await world.repository.tag('v1', head)
    await world.repository.annotatedTag('v2', head)
    expect(await world.connect().repository.tags()).toEqual([
      { name: 'v1', commit: head },
      { name: 'v2', commit: head },
    ])
  })
})
