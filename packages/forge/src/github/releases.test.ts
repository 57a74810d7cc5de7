import { createHash } from 'node:crypto'
import { isAmbiguous, OutsideError, UsageError } from '@suite/errors'
import { hashSink } from '@suite/http'
import { faults } from '@suite/testkit/core'
import type { ReleaseBehaviour } from '@suite/testkit/github'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { bodyOf } from '../../test/body-of.ts'
import { startWorld, tokenFor, type World } from '../../test/github.ts'
import type { NewDraft, Release } from '../ports/releases.ts'

let world: World
let head: string
let behaviour: ReleaseBehaviour
let draft: NewDraft

const content = 'the bytes of a binary'
const sha256 = createHash('sha256').update(content).digest('hex')
const plain = { isPrerelease: false, makeLatest: 'legacy' } as const
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

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof OutsideError || error instanceof UsageError)) throw error ?? new Error('it worked')
  return { reason: error.reason, message: error.message, fix: error.fix, ambiguous: isAmbiguous(error) }
}

describe('a release', () => {
  test('is made as a draft, gets its files, is published and read back', async () => {
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    expect(made).toMatchObject({ ...draft, isDraft: true, publishedAt: undefined })
    const asset = await upload(made)
    expect(asset).toEqual({ id: asset.id, name: 'shop-linux', size: content.length, isWhole: true, sha256 })
    expect(await releases.assets(made.id)).toEqual([asset])
    const sink = hashSink('sha256')
    await releases.readAsset(made, asset, sink)
    expect(sink.digest).toBe(sha256)
    expect(await releases.published('v1.2.3')).toBeUndefined()
    expect(await releases.tag('v1.2.3')).toBeUndefined()

    const published = await releases.publish(made.id, { isPrerelease: false, makeLatest: 'true' })
    expect(published).toMatchObject({ id: made.id, isDraft: false, isImmutable: false })
    expect(await releases.published('v1.2.3')).toEqual(published)
    expect(await releases.latest()).toEqual(published)
    expect(await releases.read(made.id)).toEqual(published)
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
    expect(await releases.assets(big.id)).toHaveLength(130)
  })

  test('that was just made may be missing in lists, and is there by its id', async () => {
    behaviour.listLag = 2
    const made = await world.releases().createDraft(draft)
    expect(await world.releases().all()).toEqual([])
    expect(await world.releases().read(made.id)).toEqual(made)
    expect(await world.releases().all()).toEqual([])
    expect(await world.releases().all()).toEqual([made])
  })

  test('that does not exist is told from one that the token may not see', async () => {
    expect(await world.releases().read(4711)).toBeUndefined()
    expect(await world.releases().latest()).toBeUndefined()
    const blind = world.releases({ token: world.github.token({ permissions: { issues: 'write' } }) })
    const failure = await failureOf(blind.read(4711))
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
    const { id } = await releases.createDraft(draft)
    expect(await releases.update(id, { body: 'More', isPrerelease: true })).toMatchObject({
      ...draft,
      body: 'More',
      isPrerelease: true,
    })
  })

  test('that was published meanwhile is not deleted as a draft', async () => {
    const releases = world.releases()
    const first = await releases.createDraft(draft)
    const second = await releases.createDraft(draft)
    await releases.removeDraft(first.id)
    await releases.publish(second.id, plain)
    expect(await failureOf(releases.removeDraft(second.id))).toMatchObject({ reason: 'release-not-draft' })
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
      const id = made?.id ?? 0
      const failure = await failureOf(
        write === 'createDraft'
          ? releases.createDraft(draft)
          : write === 'update'
            ? releases.update(id, { body: 'new' })
            : releases.publish(id, plain),
      )
      expect(failure).toMatchObject({ reason: 'release-not-confirmed', ambiguous: true })
    },
  )
})

describe('a refusal says what to do', () => {
  test('if an immutable release had the tag', async () => {
    behaviour.burntTags.add('v1.2.3')
    const { id } = await world.releases().createDraft(draft)
    const failure = await failureOf(world.releases().publish(id, plain))
    expect(failure).toMatchObject({ reason: 'tag-burnt', ambiguous: false })
    expect(failure.message).toBe(
      'could not publish the release of v1.2.3: an immutable release had the tag v1.2.3 before, and GitHub never frees it',
    )
    expect(failure.fix).toContain('new version')
  })

  test('if a ruleset blocks the tag, when it is published or made', async () => {
    behaviour.blocksTags = true
    const { id } = await world.releases().createDraft(draft)
    const blocked = { reason: 'tag-creation-blocked', ambiguous: false }
    expect(await failureOf(world.releases().publish(id, plain))).toMatchObject(blocked)
    const tag = { name: 'v1.2.3', commit: head, message: 'Shop' }
    expect(await failureOf(world.releases().createTag(tag))).toMatchObject(blocked)
    await world.repository.tag('v1.2.3', head)
    expect((await world.releases().publish(id, plain)).isDraft).toBe(false)
  })

  test('if the token may make no tag because the workflow files differ', async () => {
    await world.repository.commit({ branch: 'main', files: { '.github/workflows/ci.yml': 'on: push' } })
    const failure = await failureOf(world.releases().createDraft(draft))
    expect(failure).toMatchObject({ reason: 'workflow-files-changed' })
    expect(failure.message).toContain(`because ${head} has other files in .github/workflows than main`)
    expect(
      await failureOf(world.releases().createTag({ name: 'v1', commit: head, message: 'x' })),
    ).toMatchObject({ reason: 'workflow-files-changed' })
  })

  test('and a hidden repository is not taken for differing workflow files', async () => {
    world.github.host.inject({
      match: { method: 'POST' },
      fault: faults.status(404, { body: { message: 'Not Found' } }),
    })
    expect(await failureOf(world.releases().createDraft(draft))).toMatchObject({
      reason: 'permission-missing',
    })
  })

  test('if the text is too long, and before anything is sent', async () => {
    const body = 'x'.repeat(125_001)
    world.github.host.clearLog()
    expect(await failureOf(world.releases().createDraft({ ...draft, body }))).toMatchObject({
      reason: 'release-body-too-long',
    })
    expect(world.github.host.log).toEqual([])
    expect((await world.releases().createDraft({ ...draft, body: '😀'.repeat(125_000) })).isDraft).toBe(true)
  })

  test('if GitHub counts the text otherwise', async () => {
    const errors = [
      {
        resource: 'Release',
        code: 'custom',
        field: 'body',
        message: 'body is too long (maximum is 125000 characters)',
      },
    ]
    const refused = faults.status(422, { body: { message: 'Validation Failed', errors } })
    world.github.host.inject({ match: { method: 'POST' }, fault: refused })
    expect(await failureOf(world.releases().createDraft(draft))).toMatchObject({
      reason: 'release-body-too-long',
    })
  })

  test('if the commit is not in the repository', async () => {
    const failure = await failureOf(world.releases().createDraft({ ...draft, target: 'f'.repeat(40) }))
    expect(failure.message).toContain('GitHub does not have the commit')
  })

  test('if the release or the tag exists already', async () => {
    await world.repository.releases.publish({ tag: 'v1.2.3' })
    const { id } = await world.releases().createDraft(draft)
    expect(await failureOf(world.releases().publish(id, plain))).toMatchObject({ reason: 'release-exists' })
    const tag = { name: 'v1.2.3', commit: head, message: 'Shop' }
    expect(await failureOf(world.releases().createTag(tag))).toMatchObject({ reason: 'tag-exists' })
  })

  test('if the release is immutable', async () => {
    behaviour.immutable = true
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    const asset = await upload(made)
    expect(await releases.publish(made.id, plain)).toMatchObject({ isImmutable: true })
    expect(await failureOf(upload(made, 'late'))).toMatchObject({ reason: 'release-immutable' })
    expect(await failureOf(releases.removeAsset(made, asset))).toMatchObject({ reason: 'release-immutable' })
  })
})

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
    const [half] = await world.releases().assets(made.id)
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

test('an annotated tag is made, read back, and found through tags of tags', async () => {
  const releases = world.releases()
  await releases.createTag({ name: 'v1.2.3', commit: head, message: 'Shop 1.2.3' })
  const object = await world.repository.objectOf('refs/tags/v1.2.3')
  const expected = { name: 'v1.2.3', object, commit: head, isAnnotated: true }
  expect(await releases.tag('v1.2.3')).toEqual(expected)
  expect(object).not.toBe(head)
  await world.repository.annotatedTag('v1.2.3-rc.1', object)
  expect(await releases.tag('v1.2.3-rc.1')).toMatchObject({ commit: head, isAnnotated: true })
  expect(await releases.tag('v1.2')).toBeUndefined()
})

test('generated notes start where they are told to', async () => {
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
  await releases.publish(made.id, plain)
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

describe('the repository', () => {
  test('says which commits are ancestors', async () => {
    const { repository } = world.connect()
    const next = await world.repository.commit({ branch: 'main', files: { a: '1' } })
    const side = await world.repository.commit({ branch: 'side', parent: head, files: { b: '1' } })
    const alone = await world.repository.commit({ branch: 'alone', parent: null, files: { c: '1' } })
    expect(await repository.headOf('main')).toBe(next)
    expect(await repository.isAncestor(head, next)).toBe(true)
    expect(await repository.isAncestor(next, next)).toBe(true)
    expect(await repository.isAncestor(next, head)).toBe(false)
    expect(await repository.isAncestor(side, next)).toBe(false)
    expect(await repository.isAncestor(alone, next)).toBe(false)
    await expect(repository.isAncestor('f'.repeat(40), next)).rejects.toThrow('could not find whether')
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
