import { type BundleRun, runBundle } from '@suite/testkit/bundle'
import type { Trigger } from '@suite/testkit/core'
import { type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { type Repository, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, green, proof, red, routes } from './scene.ts'

const nothing = { exitCode: 0, outputs: { verdict: 'skip', reason: 'nothing-to-judge' } }
const permissions = { contents: 'read', 'pull-requests': 'read' } as const

interface Tagged {
  readonly repository: Pick<
    Repository & GiteaRepository,
    'commit' | 'resolve' | 'tag' | 'annotatedTag' | 'objectOf'
  >
  push(tag: string, before?: string): Promise<Trigger>
  run(on: Trigger): Promise<BundleRun>
}

describe.each([
  ['GitHub', onGitHub],
  ['Gitea', onGitea],
])('a tag that is pushed, on %s', (_, start) => {
  let forge: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    forge = await start()
  })
  afterAll(() => forge.close())

  test('of main itself adds no change, annotated or not, signed or not', async () => {
    const { repository, push, run } = await forge.open()
    const tip = await repository.resolve('main')
    await repository.tag('light', tip)
    const note = await repository.annotatedTag('v1', tip)
    await repository.annotatedTag('v1-signed', note)
    for (const tag of ['light', 'v1', 'v1-signed']) expect(await run(await push(tag))).toMatchObject(nothing)
  })

  test('of a commit that main does not have is judged by its changes', async () => {
    const { repository, push, run } = await forge.open()
    await repository.annotatedTag('rc1', await repository.commit({ branch: 'rc', files: routes }))
    expect(await run(await push('rc1'))).toMatchObject({ ...red, outputs: { reason: 'proofs-missing' } })
    await repository.annotatedTag('rc2', await repository.commit({ branch: 'rc', files: proof }))
    expect(await run(await push('rc2'))).toMatchObject({ ...green, outputs: { 'scope-size': '2' } })
  })

  test('that was moved is judged from the commit that it named before', async () => {
    const { repository, push, run } = await forge.open()
    const before = await repository.annotatedTag('edge', await repository.resolve('main'))
    await repository.annotatedTag('edge', await repository.commit({ branch: 'rc', files: { x: 'x' } }))
    expect(await run(await push('edge', before))).toMatchObject({
      ...green,
      outputs: { reason: 'no-duty', 'scope-size': '1' },
    })
  })

  test.each(['main^{tree}', 'main:README.md'])('of %s fails, and says what can be tagged', async (name) => {
    const { repository, push, run } = await forge.open()
    await repository.annotatedTag('odd', await repository.objectOf(name))
    const failed = await run(await push('odd'))
    expect(failed).toMatchObject({ ...red, outputs: { reason: 'event-unsupported' } })
    expect(failed.annotations[0]?.message).toContain('refs/tags/odd names a tree or a blob')
    expect(failed.annotations[0]?.message).not.toContain('contents: read')
  })
})

test('a tag that named a tree before is judged like a new one', async () => {
  const { repository, push, run, close } = await openOnGitHub()
  const before = await repository.annotatedTag('odd', await repository.objectOf('main^{tree}'))
  await repository.annotatedTag('odd', await repository.commit({ branch: 'rc', files: routes }))
  expect(await run(await push('odd', before))).toMatchObject({
    ...red,
    outputs: { reason: 'proofs-missing' },
  })
  await close()
})

test('a deleted tag adds no change', async () => {
  const { repository, run, close } = await openOnGitHub()
  const before = await repository.annotatedTag('v1', await repository.resolve('main'))
  expect(await run(await repository.trigger.pushTag({ tag: 'v1', before, after: null }))).toMatchObject(
    nothing,
  )
  await close()
})

async function openOnGitHub() {
  const forge = await onGitHub()
  return { ...(await forge.open()), close: forge.close }
}

async function onGitHub() {
  const github = await startGitHub()
  let shops = 0
  return {
    close: () => github.close(),
    async open() {
      const repository = await github.createRepository(`acme/shop-${++shops}`)
      await repository.commit({ branch: 'main', files: begin })
      const token = github.token({ permissions })
      return {
        repository,
        push: (tag: string, before: string | null = null) => repository.trigger.pushTag({ tag, before }),
        run: (on: Trigger) => runBundle('require-proofs', { ...on, token, forge: github.forge }),
      } satisfies Tagged
    },
  }
}

async function onGitea() {
  const gitea = await startGitea()
  let shops = 0
  return {
    close: () => gitea.close(),
    async open() {
      const repository = await gitea.createRepository(`acme/shop-${++shops}`)
      await repository.commit({ branch: 'main', files: begin })
      const token = gitea.token({ permissions })
      return {
        repository,
        push: (tag: string, before: string | null = null) => repository.trigger.pushTag(tag, before),
        run: (on: Trigger) => runBundle('require-proofs', { ...on, token, forge: gitea.forge }),
      } satisfies Tagged
    },
  }
}
