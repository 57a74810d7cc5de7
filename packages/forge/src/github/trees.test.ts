import type { TreeEntry } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import { type Answer, errorOf, faults } from '@suite/testkit/core'
import type { FileChange } from '@suite/testkit/github'
import { files } from '@suite/testkit/github'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

const submodule = 'c0ffee'.padEnd(40, '0')

let world: World

beforeAll(async () => {
  world = await startWorld()
})
beforeEach(() => {
  world.github.setTreeLimit(100_000)
  world.github.host.clearLog()
})
afterAll(() => world.close())

/** Returns a commit with only these files. */
const commit = (content: Readonly<Record<string, FileChange>>) =>
  world.repository.commit({ branch: `tree-${Math.random()}`, parent: null, files: content })

/** The requests for rows. */
const listings = () => world.github.host.log.filter(({ path }) => path.includes('/git/trees/'))

const summary = (tree: ReadonlyMap<string, TreeEntry>) =>
  Object.fromEntries([...tree.values()].map(({ path, kind, executable }) => [path, executable ?? kind]))

const mixed: Readonly<Record<string, FileChange>> = {
  'README.md': 'shop',
  'api/src/index.ts': 'index',
  'api/src/deep/er/route.ts': 'route',
  'api/run.sh': { content: '#!/bin/sh', mode: '100755' },
  'api/link': { symlink: 'run.sh' },
  vendor: { submodule },
  'vendor2/lib': { submodule },
}
const kinds = {
  'README.md': 'file',
  'api/src/index.ts': 'file',
  'api/src/deep/er/route.ts': 'file',
  'api/run.sh': true,
  'api/link': 'symlink',
  vendor: 'submodule',
  'vendor2/lib': 'submodule',
}

describe('every entry of a tree is seen', () => {
  test('in one request if it fits, and one for its id', async () => {
    const id = await commit(mixed)
    const { changes } = world.connect()
    expect(summary(await changes.tree(id))).toEqual(kinds)
    await changes.tree(id)
    expect(world.github.host.log, 'asked for twice, it is read once').toHaveLength(2)
  })

  test('folder by folder if GitHub truncates it', async () => {
    const id = await commit(mixed)
    world.github.setTreeLimit(6)
    expect(summary(await world.connect().changes.tree(id))).toEqual(kinds)
    const recursive = listings().filter(({ query }) => query.recursive === '1')
    expect([recursive.length, listings().length]).toEqual([4, 6])
  })

  test('after a push to the branch, too', async () => {
    await world.repository.commit({ branch: 'moving', files: { a: '1' } })
    const { changes } = world.connect()
    expect((await changes.tree('refs/heads/moving')).has('b')).toBe(false)
    await world.repository.commit({ branch: 'moving', files: { b: '1' } })
    expect((await changes.tree('refs/heads/moving')).has('b')).toBe(true)
  })
})

describe('a tree that cannot be read whole is an error', () => {
  test('a folder with more entries than GitHub lists', async () => {
    const id = await commit({ ...files(7, 'api/f'), 'README.md': 'x' })
    world.github.setTreeLimit(6)
    const error = await errorOf(OutsideError, world.connect().changes.tree(id))
    expect(error).toMatchObject({ reason: 'list-incomplete' })
    expect(error.message).toContain('has more entries in api/ than GitHub lists')
  })

  test('a root with more entries than GitHub lists', async () => {
    const id = await commit(files(7, 'f'))
    world.github.setTreeLimit(6)
    expect((await errorOf(OutsideError, world.connect().changes.tree(id))).message).toContain('in its root')
  })

  test('more than 200 requests', async () => {
    const id = await commit(
      Object.fromEntries(Array.from({ length: 210 }, (_, index) => [`folder-${index}/a`, `${index}`])),
    )
    world.github.setTreeLimit(300)
    const error = await errorOf(OutsideError, world.connect().changes.tree(id))
    expect(error.message).toContain('takes more than 200 requests to read')
    expect(listings().length).toBeLessThanOrEqual(200)
  })
})

describe('a part of a tree is never taken for all of it', () => {
  const half = faults.alter((answer) => {
    const body = answer.body as { tree: unknown[] }
    return { ...answer, body: { ...body, tree: body.tree.slice(0, Math.floor(body.tree.length / 2)) } }
  })
  const route = '/repos/:owner/:repo/git/trees/:sha'
  const refusal = {
    reason: 'list-incomplete',
    message: expect.stringContaining('GET /repos/{owner}/{repo}/git/trees/{id}'),
  }
  /** Halves the nth list. Returns the tree, or the error. */
  const withHalf = async (id: string, nth: number) => {
    world.github.host.clearFaults()
    world.github.host.inject({ match: { route, nth }, fault: half })
    return world
      .connect()
      .changes.tree(id)
      .then(summary, (error: unknown) => error)
  }
  afterEach(() => world.github.host.clearFaults())

  test('if GitHub lists half of it and does not say so', async () => {
    expect(await withHalf(await commit(mixed), 1)).toMatchObject(refusal)
  })

  test('if it lists half of any folder of a tree that is read folder by folder', async () => {
    const id = await commit(mixed)
    world.github.setTreeLimit(6)
    await world.connect().changes.tree(id)
    const found = []
    for (const nth of listings().map((_, at) => at + 1)) found.push(await withHalf(id, nth))
    const refused = found.filter((each) => each instanceof OutsideError)
    for (const each of refused) expect(each).toMatchObject(refusal)
    // A list that says that it is truncated is not used.
    for (const each of found) if (!(each instanceof OutsideError)) expect(each).toEqual(kinds)
    expect(refused.length).toBeGreaterThanOrEqual(3)
  })

  test('if it lists the tree of another commit', async () => {
    const [id, other] = [await commit(mixed), await commit({ 'README.md': 'other' })]
    let answer: Answer | undefined
    const keep = faults.alter((given) => {
      answer ??= given
      return answer
    })
    world.github.host.inject({ match: { route }, fault: keep })
    expect((await world.connect().changes.tree(other)).size).toBe(1)
    expect(await errorOf(OutsideError, world.connect().changes.tree(id))).toMatchObject(refusal)
  })
})

test('every difference is a change: content, kind, executable bit, submodule; a rename shows both paths', async () => {
  const before = await commit({ ...mixed, 'was-file': 'x', 'was-plain': 'x', 'to-folder': 'x' })
  const after = await commit({
    ...mixed,
    'README.md': 'changed',
    'was-file': { symlink: 'x' },
    'was-plain': { content: 'x', mode: '100755' },
    'to-folder/inside': 'x',
    vendor: { submodule: 'beef'.padEnd(40, '0') },
    'api/run.sh': null,
    'api/ran.sh': { content: '#!/bin/sh', mode: '100755' },
  })
  expect(await world.connect().changes.between(before, after)).toEqual([
    { path: 'README.md', status: 'modified' },
    { path: 'api/ran.sh', status: 'added' },
    { path: 'api/run.sh', status: 'removed' },
    { path: 'to-folder', status: 'removed' },
    { path: 'to-folder/inside', status: 'added' },
    { path: 'vendor', status: 'modified' },
    { path: 'was-file', status: 'modified' },
    { path: 'was-plain', status: 'modified' },
  ])
})
