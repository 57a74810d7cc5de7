import type { TreeEntry } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import type { FileChange } from '@suite/testkit/github'
import { files } from '@suite/testkit/github'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
  test('in one request if it fits', async () => {
    const id = await commit(mixed)
    const { changes } = world.connect()
    expect(summary(await changes.tree(id))).toEqual(kinds)
    await changes.tree(id)
    expect(world.github.host.log, 'asked for twice, it is read once').toHaveLength(1)
  })

  test('folder by folder if GitHub truncates it', async () => {
    const id = await commit(mixed)
    world.github.setTreeLimit(6)
    expect(summary(await world.connect().changes.tree(id))).toEqual(kinds)
    const recursive = world.github.host.log.filter(({ query }) => query.recursive === '1')
    expect([recursive.length, world.github.host.log.length]).toEqual([4, 6])
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
    expect(world.github.host.log.length).toBeLessThanOrEqual(200)
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
