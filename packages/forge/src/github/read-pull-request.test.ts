import { OutsideError } from '@suite/errors'
import { type Answer, errorOf, faults, type LogEntry, rounds } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { files } from '@suite/testkit/github'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

const listRoute = '/repos/:owner/:repo/pulls/:number/files'
const pullRoute = '/repos/:owner/:repo/pulls/:number'

let world: World
const sized = new Map<number, PullRequest>()

beforeAll(async () => {
  world = await startWorld()
  await world.repository.commit({
    branch: 'main',
    files: {
      'README.md': 'shop',
      'api/old.ts': 'old\n'.repeat(30),
      'api/gone.ts': 'gone',
      ...files(120, 'docs/page'),
    },
  })
  for (const count of [1, 3, 100, 101, 250, 2999, 3000, 3001])
    sized.set(count, await world.repository.openPullRequest({ files: files(count) }))
})
beforeEach(() => {
  world.github.host.clearFaults()
  world.github.host.clearLog()
  world.github.host.gather = 0
})
afterAll(() => world.close())

function pullOf(count: number): PullRequest {
  const pull = sized.get(count)
  if (!pull) throw new Error(`no pull request of ${count} files`)
  return pull
}

const read = (pull: PullRequest, changedFiles?: number) =>
  world.connect().pullRequests.read(pull.number, changedFiles === undefined ? undefined : { changedFiles })

/** Changes each row of all later lists. */
function alterRows(alter: (row: Record<string, unknown>, index: number) => Record<string, unknown>): void {
  const rowsOf = ({ body }: Answer) => body as Record<string, unknown>[]
  world.github.host.inject({
    match: { route: listRoute },
    fault: faults.alter((answer) => ({ ...answer, body: rowsOf(answer).map(alter) })),
  })
}

function alterPull(change: Record<string, unknown>): void {
  world.github.host.inject({
    match: { route: pullRoute },
    fault: faults.alter((answer) => ({ ...answer, body: { ...(answer.body as object), ...change } })),
  })
}

const requests = (route: string) => world.github.host.log.filter((entry) => entry.route === route)

/** Returns the highest number of requests that were open at the same time. */
function busiest(log: readonly LogEntry[]): number {
  return Math.max(...log.map(({ startedAt }) => log.filter((other) => isOpen(other, startedAt)).length))
}
const isOpen = ({ startedAt, endedAt }: LogEntry, at: number) => startedAt <= at && at < (endedAt ?? at)

describe('no changed file is hidden, even if there are thousands', () => {
  test.each([1, 100, 101, 250, 2999])('%i files come from the list', async (count) => {
    const pull = await read(pullOf(count), count)
    expect(new Set(pull.files.map(({ path }) => path)).size).toBe(count)
    expect(pull).toMatchObject({ filesFrom: 'list', changedFiles: count })
    expect(requests(listRoute)).toHaveLength(Math.ceil(count / 100))
  })

  test.each([3000, 3001])('%i files, which GitHub may truncate, come from the trees', async (count) => {
    const pull = await read(pullOf(count), count)
    expect(pull).toMatchObject({ filesFrom: 'trees', changedFiles: count })
    expect(pull.files.map(({ path }) => path).sort()).toEqual(Object.keys(files(count)).sort())
    expect(requests(listRoute)).toHaveLength(0)
  })

  test.each([
    ['too low', 3],
    ['too high', 900],
    ['beyond the longest list', 5000],
    ['nothing', 0],
    ['absent', undefined],
  ])('a count in the payload that is %s costs requests, but hides no file', async (_, hint) => {
    const pull = await read(pullOf(250), hint)
    expect(pull).toMatchObject({ filesFrom: 'list', changedFiles: 250 })
    expect(pull.files).toHaveLength(250)
  })

  test('a pull request from a fork is read whole', async () => {
    const fork = await world.repository.openPullRequest({ fork: 'mallory/shop', files: files(101, 'fork') })
    expect((await read(fork, 101)).files).toHaveLength(101)
  })

  test('a list and a count that are both empty hide no file', async () => {
    const { host } = world.github
    const pull = await world.repository.openPullRequest({ files: { hidden: 'x' } })
    host.inject({ match: { route: listRoute }, fault: faults.wrongShape([]) })
    host.inject({
      match: { route: '/repos/:owner/:repo/pulls/:number' },
      fault: faults.alter((answer) => ({
        ...answer,
        body: { ...(answer.body as object), changed_files: 0 },
      })),
    })
    expect(await read(pull, 1)).toMatchObject({ files: [{ path: 'hidden' }], filesFrom: 'trees' })
  })

  test('a pull request that changes nothing has no files', async () => {
    const empty = await world.repository.openPullRequest({ files: {} })
    expect(await read(empty, 0)).toMatchObject({ files: [], filesFrom: 'trees', changedFiles: 0 })
  })
})

describe('requests that do not depend on each other are sent at the same time', () => {
  test('three files take one round', async () => {
    world.github.host.gather = 100
    await read(pullOf(3), 3)
    expect([rounds(world.github.host.log), world.github.host.log.length]).toEqual([1, 2])
  })

  test('2,999 files take as many rounds as twelve requests at a time need', async () => {
    world.github.host.gather = 100
    await read(pullOf(2999), 2999)
    expect(world.github.host.log).toHaveLength(31)
    expect(busiest(world.github.host.log)).toBeLessThanOrEqual(12)
    expect(rounds(world.github.host.log)).toBeLessThanOrEqual(5)
  })
})

test('author, title, head, base, labels and kinds of change are those of the forge', async () => {
  const opened = await world.repository.openPullRequest({
    title: 'Move',
    author: 'alice',
    labels: ['change:routes'],
    files: {
      'api/new.ts': { renameOf: 'api/old.ts' },
      'api/gone.ts': null,
      'README.md': 'changed',
      'n.png': 'x',
    },
  })
  expect(await read(opened)).toEqual({
    number: opened.number,
    title: 'Move',
    author: 'alice',
    head: { sha: await opened.headSha(), ref: opened.headRef.replace('refs/heads/', '') },
    base: { sha: await opened.baseSha(), ref: 'main' },
    labels: ['change:routes'],
    changedFiles: 4,
    filesFrom: 'list',
    isOpen: true,
    mayBeRebased: true,
    files: [
      { path: 'README.md', status: 'modified' },
      { path: 'api/gone.ts', status: 'removed' },
      { path: 'api/new.ts', status: 'renamed', previousPath: 'api/old.ts' },
      { path: 'n.png', status: 'added' },
    ],
  })
})

describe('the trees replace a list that is not complete:', () => {
  const all = Object.keys(files(101)).sort()
  const expectTrees = async (count: number) => {
    const pull = await read(pullOf(count), count)
    expect(pull.filesFrom).toBe('trees')
    expect(pull.files.map(({ path }) => path).sort()).toEqual(all.slice(0, count))
  }

  test('a truncated list', async () => {
    world.github.host.inject({ match: { route: listRoute }, fault: faults.truncatedList(40) })
    await expectTrees(101)
  })

  test('a row with an unknown status', async () => {
    alterRows((row, index) => (index === 3 ? { ...row, status: 'teleported' } : row))
    await expectTrees(101)
  })

  test('a rename without its old path', async () => {
    alterRows((row, index) => (index === 3 ? { ...row, status: 'renamed' } : row))
    await expectTrees(101)
  })

  test('a row that occurs twice in place of another', async () => {
    alterRows((row, index) => (index === 3 ? { ...row, filename: 'src/file-0.txt' } : row))
    await expectTrees(101)
  })

  test('rows that do not name their head', async () => {
    alterRows(({ contents_url: _, ...row }) => row)
    await expectTrees(101)
  })

  test('a pull request that does not count its files', async () => {
    alterPull({ changed_files: undefined })
    await expectTrees(101)
  })

  test('a page with only removed files, which does not name its head', async () => {
    const removal = await world.repository.openPullRequest({
      files: Object.fromEntries(Object.keys(files(120, 'docs/page')).map((path) => [path, null])),
    })
    const pull = await read(removal, 120)
    expect([pull.filesFrom, pull.files.length]).toEqual(['trees', 120])
    expect(pull.files.every(({ status }) => status === 'removed')).toBe(true)
  })

  test('five files that are missing from list and trees are an error, not an empty list', async () => {
    const empty = await world.repository.openPullRequest({ files: {} })
    alterPull({ changed_files: 5 })
    const error = await errorOf(OutsideError, read(empty, 5))
    expect(error).toMatchObject({ reason: 'list-incomplete' })
    expect(error.message).toContain('changes 5 files, but its list is truncated and its trees show 0')
  })

  test('files without a count that are missing from list and trees are an error too', async () => {
    const empty = await world.repository.openPullRequest({ files: {} })
    alterPull({ changed_files: undefined })
    expect(await errorOf(OutsideError, read(empty))).toMatchObject({ reason: 'list-incomplete' })
  })
})

describe('files of one head are never taken for those of another', () => {
  /** Pushes 120 more files each time that the pull request is requested, before the answer. */
  async function openMovingTarget(pushes: number): Promise<PullRequest> {
    const pull = await world.repository.openPullRequest({ files: files(150) })
    const names = ['one', 'two', 'three']
    world.github.host.inject({
      match: { route: pullRoute },
      times: pushes,
      fault: faults.meanwhile(() => pull.push(files(120, `push/${names.shift()}`))),
    })
    return pull
  }

  test('a push during the read makes the port read it again', async () => {
    const moving = await openMovingTarget(1)
    const pull = await read(moving, 100)
    expect(pull).toMatchObject({
      changedFiles: 270,
      filesFrom: 'list',
      head: { sha: await moving.headSha() },
    })
    expect(pull.files).toHaveLength(270)
  })

  test('a second push fails the run, because the newest head has a run of its own', async () => {
    const moving = await openMovingTarget(2)
    const error = await errorOf(OutsideError, read(moving, 100))
    expect(error).toMatchObject({ reason: 'head-moved' })
    expect(error.message).toContain(`#${moving.number} was pushed to twice`)
  })
})

test('an answer about another pull request is an error', async () => {
  alterPull({ number: 4711 })
  expect(await errorOf(OutsideError, read(pullOf(1)))).toMatchObject({ reason: 'outside-failed' })
})
