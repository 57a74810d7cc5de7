import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await world.repository.commit({ branch: 'main', files: { a: 'a' } })
})
beforeEach(() => {
  world.github.host.clearFaults()
  world.github.setReadsUntilMerge(1)
})
afterAll(() => world.close())

/** Returns the test merge of a pull request as it was read first, and how long the port waited for it. */
async function ask(pull: PullRequest, meanwhile: (milliseconds: number) => unknown = () => {}) {
  const waits: number[] = []
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
    await meanwhile(milliseconds)
  }
  const { pullRequests } = world.connect({ wait })
  const known = await pullRequests.current(pull.number)
  return { made: await pullRequests.testMerge(known), waits, pullRequests, known }
}

const openBehind = async (main: string, branch = 'branch') => {
  const pull = await world.repository.openPullRequest({ files: { [branch]: 'x' } })
  await world.repository.commit({ branch: 'main', files: { [main]: 'x' } })
  return pull
}

test('the port waits until GitHub has made it, longer each time', async () => {
  world.github.setReadsUntilMerge(8)
  const pull = await openBehind('main-1')
  const { made, waits } = await ask(pull)
  const tip = await world.repository.resolve('main')
  expect(made).toMatchObject({ base: tip })
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000])
  const { changes } = world.connect()
  expect(await changes.between(tip, made?.id ?? '')).toMatchObject([{ path: 'branch' }])
})

test('a test merge of an older base is not used: the port waits for a new one', async () => {
  const pull = await openBehind('main-2', 'other')
  const first = await ask(pull)
  await world.repository.commit({ branch: 'main', files: { 'main-3': 'x' } })
  const stale = faults.alter((answer) => ({
    ...answer,
    body: { ...(answer.body as object), mergeable: true, merge_commit_sha: first.made?.id },
  }))
  world.github.host.inject({ match: { route: '/repos/:owner/:repo/pulls/:number' }, fault: stale, times: 3 })
  const { made, waits } = await ask(pull)
  expect(made?.base).toBe(await world.repository.resolve('main'))
  expect(waits).toEqual([250, 500])
})

test('a conflict has no test merge', async () => {
  const pull = await world.repository.openPullRequest({ files: { a: 'theirs' } })
  await world.repository.commit({ branch: 'main', files: { a: 'ours' } })
  expect((await ask(pull)).made).toBeUndefined()
})

describe('the run ends if the pull request changes while the port waits:', () => {
  test.each<[string, (pull: PullRequest) => unknown]>([
    ['a push', (pull) => pull.push({ later: 'x' })],
    ['another base', (pull) => pull.edit({ base: 'elsewhere' })],
  ])('%s', async (name, change) => {
    await world.repository.commit({ branch: 'elsewhere', files: { e: 'e' } })
    world.github.setReadsUntilMerge(3)
    const pull = await openBehind(`main-${name}`, name)
    const error = await errorOf(
      OutsideError,
      ask(pull, () => change(pull)),
    )
    expect(error.reason).toBe('head-moved')
  })
})
