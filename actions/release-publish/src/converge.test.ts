import { createWrites } from '@suite/runner'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ModelForge, type ModelOptions, modelForge } from '../test/model-forge.ts'
import { bytesOf, commit, fileOf, mark, names, tag, wanted } from '../test/wanted.ts'
import { converge } from './converge.ts'
import { lookAtAll } from './look.ts'
import type { Wanted } from './wanted.ts'

async function publish({ port }: ModelForge, what: Wanted) {
  const looking = {
    wanted: what,
    known: new Set<number>(),
    removed: new Set<number>(),
    digests: new Map<number, string>(),
    asksLatest: false,
  }
  const ports = { releases: port, wait: async () => {}, remaining: () => 600_000 }
  const source = async ({ name }: { readonly name: string }) => {
    const bytes = bytesOf(name)
    return {
      length: bytes.length,
      async *open() {
        yield bytes
      },
    }
  }
  const run = { writes: createWrites(false, new AbortController().signal) }
  return converge(run, ports, what, source, { seen: await lookAtAll(port, looking), looking })
}

const published = ({ releases }: ModelForge) => releases.filter(({ isDraft }) => !isDraft)

/** Asserts what "published" means: one release of the tag, with exactly the files that are wanted. */
function expectWhole(forge: ModelForge) {
  expect(forge.releases.filter((each) => each.tag === tag)).toHaveLength(1)
  const [release] = published(forge)
  expect(release?.target).toBe(commit)
  expect(release?.assets.map(({ name }) => name).sort()).toEqual([...names].sort())
  for (const asset of release?.assets ?? [])
    expect([asset.isWhole, Buffer.from(asset.bytes)]).toEqual([true, bytesOf(asset.name)])
  expect(forge.tags.find(({ name }) => name === tag)?.commit).toBe(commit)
}

/** What an earlier attempt, a person or another workflow may have left. */
interface Left {
  readonly tag: 'none' | 'here' | 'elsewhere'
  readonly drafts: readonly { readonly isOwn: boolean; readonly assets: readonly LeftAsset[] }[]
  readonly published: readonly LeftAsset[] | undefined
}
interface LeftAsset {
  readonly name: string
  readonly state: 'good' | 'half' | 'other' | 'empty' | 'longer'
}

const leftAsset: fc.Arbitrary<LeftAsset> = fc.record({
  name: fc.constantFrom(...names, 'kato-1.2.3.intoto.jsonl', 'stranger.txt'),
  state: fc.constantFrom('good', 'good', 'half', 'other', 'empty', 'longer'),
})
const goodAssets = names.map((name): LeftAsset => ({ name, state: 'good' }))
const left: fc.Arbitrary<Left> = fc.record({
  tag: fc.constantFrom('none', 'none', 'here', 'elsewhere'),
  drafts: fc.array(
    fc.record({
      isOwn: fc.oneof(
        { weight: 8, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      assets: fc.array(leftAsset, { maxLength: 5 }),
    }),
    { maxLength: 3 },
  ),
  published: fc.option(fc.oneof(fc.constant(goodAssets), fc.array(leftAsset, { maxLength: 4 })), {
    nil: undefined,
    freq: 3,
  }),
})

function assetsOf(from: readonly LeftAsset[], ids: { next: number }) {
  return from.map(({ name, state }) => ({
    id: ids.next++,
    name,
    isWhole: state !== 'half',
    bytes:
      state === 'good'
        ? bytesOf(name)
        : state === 'longer'
          ? Buffer.concat([bytesOf(name), Buffer.from('!')])
          : state === 'empty'
            ? Buffer.alloc(0)
            : Buffer.from(bytesOf(name).map((byte) => byte ^ 1)),
  }))
}

function setUp(options: ModelOptions, given: Left): ModelForge {
  const forge = modelForge(options)
  const ids = { next: 10_000 }
  const target = commit
  if (given.tag !== 'none') {
    const at = given.tag === 'here' ? commit : 'e'.repeat(40)
    forge.tags.push({ name: tag, object: at, commit: at, isAnnotated: false })
  }
  for (const { isOwn, assets } of given.drafts)
    forge.add({ tag, target, body: isOwn ? `${mark}\nold` : 'by hand', assets: assetsOf(assets, ids) })
  if (given.published !== undefined) {
    forge.add({ tag, target, isDraft: false, assets: assetsOf(given.published, ids) })
    if (given.tag === 'none') forge.tags.push({ name: tag, object: commit, commit, isAnnotated: false })
  }
  return forge
}

const frozen = (forge: ModelForge) => JSON.stringify(published(forge).map(({ body: _, ...rest }) => rest))

describe('whatever an earlier attempt left', () => {
  it.each([true, false])('is published whole, or refused and not touched (digests: %s)', async (digests) => {
    await fc.assert(
      fc.asyncProperty(left, fc.nat(3), async (given, lag) => {
        const forge = setUp({ digests, lag }, given)
        const before = { release: frozen(forge), drafts: forge.releases.filter(({ isDraft }) => isDraft) }
        const foreign = before.drafts.filter(({ body }) => body === 'by hand').map(({ id }) => id)
        const ended = await publish(forge, wanted())
        expect(forge.violations).toEqual([])
        expect(forge.releases.map(({ id }) => id)).toEqual(expect.arrayContaining(foreign))
        if (given.published !== undefined) expect(frozen(forge)).toBe(before.release)
        expect(forge.log.filter((each) => each === 'createDraft').length).toBeLessThanOrEqual(
          before.drafts.length === 0 && given.published === undefined ? 1 : 0,
        )
        if (ended.refusal === undefined) {
          if (foreign.length === 0) expectWhole(forge)
        } else expect(published(forge)).toHaveLength(given.published === undefined ? 0 : 1)
        const isClean =
          given.tag !== 'elsewhere' &&
          given.published === undefined &&
          given.drafts.every(
            ({ isOwn, assets }) => isOwn && assets.every(({ name }) => name !== 'stranger.txt'),
          )
        if (isClean) expect(ended.refusal).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })
})

/** Ends a run as SIGKILL does: nothing runs after it. */
class Killed extends Error {}

describe('a run that was killed', () => {
  it.each([true, false])('is finished by the next one, with one release (digests: %s)', async (digests) => {
    for (const when of ['before', 'after'] as const)
      for (const annotatedTag of [false, true])
        for (let at = 0; ; at++) {
          let seen = 0
          let isArmed = true
          const forge = modelForge({
            digests,
            lag: 2,
            onRequest(_, now) {
              if (now !== when || !isArmed || seen++ !== at) return
              isArmed = false
              throw new Killed()
            },
          })
          const first = await publish(forge, wanted({ annotatedTag })).catch((error) => error)
          if (!(first instanceof Killed)) break
          const second = await publish(forge, wanted({ annotatedTag }))
          expect([at, when, second.refusal]).toEqual([at, when, undefined])
          expectWhole(forge)
          expect(forge.violations).toEqual([])
        }
  })

  it('leaves one draft, also if two killed runs in a row made one each and the list lags', async () => {
    const forge = modelForge({ lag: 2 })
    for (let run = 0; run < 3; run++) forge.add({ tag, target: commit, body: `${mark}\nold` })
    const ended = await publish(forge, wanted())
    expect(ended.refusal).toBeUndefined()
    expectWhole(forge)
    expect(forge.log).not.toContain('createDraft')
  })
})

describe('somebody else', () => {
  /** Lets something happen once, right before a request of this name takes effect. */
  function meanwhile(
    name: string,
    nth: number,
    happens: (forge: ModelForge) => void,
    rest: ModelOptions = {},
  ) {
    let seen = 0
    const forge: ModelForge = modelForge({
      ...rest,
      onRequest(asked, when) {
        if (when === 'before' && asked === name && ++seen === nth) happens(forge)
      },
    })
    return forge
  }
  const reasonOf = async (forge: ModelForge, what = wanted()) =>
    (await publish(forge, what)).refusal?.reason.code

  it('deletes the draft: no second one is made', async () => {
    const forge = meanwhile('assets', 2, ({ releases }) => releases.splice(0))
    expect(await reasonOf(forge)).toBe('draft-changed')
    expect(forge.log.filter((each) => each === 'createDraft')).toHaveLength(1)
    for (const name of ['read', 'upload', 'publish']) {
      const again = meanwhile(name, name === 'publish' ? 1 : 2, ({ releases }) => releases.splice(0))
      expect(await reasonOf(again)).toBe('draft-changed')
      expect(again.log.filter((each) => each === 'createDraft')).toHaveLength(1)
    }
  })

  it('publishes the draft before it is whole: nothing is added to it', async () => {
    const forge = meanwhile('assets', 3, ({ releases }) => {
      for (const each of releases) each.isDraft = false
    })
    forge.tags.push({ name: tag, object: commit, commit, isAnnotated: false })
    expect(await reasonOf(forge)).toBe('draft-changed')
  })

  it('uploads a file to the draft: it is not published, and not deleted', async () => {
    const forge = meanwhile('upload', 2, ({ releases }) => {
      releases[0]?.assets.push({ id: 999, name: 'virus.exe', bytes: Buffer.from('x'), isWhole: true })
    })
    expect(await reasonOf(forge)).toBe('asset-foreign')
    expect(published(forge)).toEqual([])
    expect(forge.releases[0]?.assets.map(({ name }) => name)).toContain('virus.exe')
  })

  it('uploads a file between the last read and the publication: the run fails', async () => {
    const forge = meanwhile('publish', 1, ({ releases }) => {
      releases[0]?.assets.push({ id: 999, name: 'virus.exe', bytes: Buffer.from('x'), isWhole: true })
    })
    expect(await reasonOf(forge)).toBe('published-differs')
  })

  it('replaces bytes after they were read: a forge without digests is read again after publishing', async () => {
    const forge = meanwhile(
      'publish',
      1,
      ({ releases }) => {
        const [asset] = releases[0]?.assets ?? []
        if (asset) asset.bytes = Buffer.from(asset.bytes.map((byte) => byte ^ 1))
      },
      { digests: false },
    )
    expect(await reasonOf(forge)).toBe('published-differs')
  })

  it('creates the tag elsewhere: the draft is not published', async () => {
    const elsewhere = 'e'.repeat(40)
    const forge = meanwhile('upload', 3, ({ tags }) => {
      tags.push({ name: tag, object: elsewhere, commit: elsewhere, isAnnotated: false })
    })
    expect(await reasonOf(forge)).toBe('tag-elsewhere')
    expect(published(forge)).toEqual([])
  })

  it('publishes another release of the tag: it is compared and left alone', async () => {
    const forge = meanwhile('upload', 3, (model) => {
      model.add({ tag, target: commit, isDraft: false })
      model.tags.push({ name: tag, object: commit, commit, isAnnotated: false })
    })
    expect(await reasonOf(forge, wanted({ existing: 'fail' }))).toBe('release-exists')
    expect(published(forge)).toHaveLength(1)
    expect(forge.violations).toEqual([])
  })
})

describe('a release that is published', () => {
  const whole = (rest = {}) => {
    const forge = modelForge()
    const assets = names.map((name, index) => ({
      id: 100 + index,
      name,
      bytes: bytesOf(name),
      isWhole: true,
    }))
    forge.add({ tag, target: commit, isDraft: false, assets, ...rest })
    forge.tags.push({ name: tag, object: commit, commit, isAnnotated: false })
    return forge
  }

  it('fails with existing: fail, and passes with resume without a write', async () => {
    const failing = await publish(whole(), wanted({ existing: 'fail' }))
    expect(failing.refusal?.reason.code).toBe('release-exists')
    const forge = whole()
    const passing = await publish(forge, wanted())
    expect([passing.refusal, passing.hasPublished]).toEqual([undefined, false])
    expect(forge.log.filter((each) => /create|update|publish$|remove|upload/.test(each))).toEqual([])
  })

  it.each([
    ['a prerelease', { isPrerelease: true }],
    ['without a file', { assets: [] }],
  ])('differs as %s', async (_, rest) => {
    expect((await publish(whole(rest), wanted())).refusal?.reason.code).toBe('published-differs')
  })

  it('differs if it lacks the attestations of this run', async () => {
    const files = [...names.map(fileOf), fileOf('kato-1.2.3.intoto.jsonl')]
    const ended = await publish(whole(), wanted({ files }))
    expect(ended.refusal?.what).toContain('kato-1.2.3.intoto.jsonl is missing')
  })
})
