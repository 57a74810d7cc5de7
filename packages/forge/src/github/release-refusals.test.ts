import { faults } from '@suite/testkit/core'
import type { ReleaseBehaviour } from '@suite/testkit/github'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { bodyOf } from '../../test/body-of.ts'
import { failureOf } from '../../test/failure-of.ts'
import { startWorld, type World } from '../../test/github.ts'
import type { NewDraft, Release } from '../ports/releases.ts'

let world: World
let head: string
let behaviour: ReleaseBehaviour
let draft: NewDraft

const content = 'the bytes of a binary'
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

describe('a refusal says what to do', () => {
  test('if an immutable release had the tag', async () => {
    behaviour.burntTags.add('v1.2.3')
    const made = await world.releases().createDraft(draft)
    const failure = await failureOf(world.releases().publish(made, plain))
    expect(failure).toMatchObject({ reason: 'tag-burnt', ambiguous: false })
    expect(failure.message).toBe(
      'could not publish the release of v1.2.3: an immutable release had the tag v1.2.3 before, and GitHub never frees it',
    )
    expect(failure.fix).toContain('new version')
  })

  test('if a ruleset blocks the tag, when it is published or made', async () => {
    behaviour.blocksTags = true
    const made = await world.releases().createDraft(draft)
    const blocked = { reason: 'tag-creation-blocked', ambiguous: false }
    expect(await failureOf(world.releases().publish(made, plain))).toMatchObject(blocked)
    const tag = { name: 'v1.2.3', commit: head, message: 'Shop' }
    expect(await failureOf(world.releases().createTag(tag))).toMatchObject(blocked)
    await world.repository.tag('v1.2.3', head)
    expect((await world.releases().publish(made, plain)).isDraft).toBe(false)
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
    const made = await world.releases().createDraft(draft)
    expect(await failureOf(world.releases().publish(made, plain))).toMatchObject({ reason: 'release-exists' })
    const tag = { name: 'v1.2.3', commit: head, message: 'Shop' }
    expect(await failureOf(world.releases().createTag(tag))).toMatchObject({ reason: 'tag-exists' })
  })

  test('if the release is immutable', async () => {
    behaviour.immutable = true
    const releases = world.releases()
    const made = await releases.createDraft(draft)
    const asset = await upload(made)
    expect(await releases.publish(made, plain)).toMatchObject({ isImmutable: true })
    expect(await failureOf(upload(made, 'late'))).toMatchObject({ reason: 'release-immutable' })
    expect(await failureOf(releases.removeAsset(made, asset))).toMatchObject({ reason: 'release-immutable' })
  })
})
