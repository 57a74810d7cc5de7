import { createGitChanges } from '@suite/changes/clone'
import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

let world: World
let commit: string
let tree: string
let blob: string
beforeAll(async () => {
  world = await startWorld()
  commit = await world.repository.commit({ branch: 'main', files: { 'README.md': 'shop', 'api/a': 'a' } })
  const entries = await world.connect().changes.tree(commit)
  blob = entries.get('README.md')?.id ?? ''
  tree = await world.repository.objectOf(`${commit}^{tree}`)
})
afterAll(() => world.close())

const { signal } = new AbortController()
const ports = {
  GitHub: () => world.connect().changes,
  'a clone': () => createGitChanges(world.repository.folder, signal),
}

describe.each(Object.entries(ports))('on %s', (_, connect) => {
  const commitOf = (id: string, name = 'v1') => connect().commitOfTag(id, `refs/tags/${name}`)

  test('a lightweight tag names the commit that it holds', async () => {
    expect(await commitOf(commit)).toBe(commit)
  })

  test('an annotated tag gives its commit, also through other tags', async () => {
    const first = await world.repository.annotatedTag('v1', commit)
    const second = await world.repository.annotatedTag('v1-signed', first)
    const third = await world.repository.annotatedTag('v1-approved', second)
    expect(await Promise.all([first, second, third].map((id) => commitOf(id)))).toEqual([
      commit,
      commit,
      commit,
    ])
  })

  test.each([
    ['a tree', () => tree],
    ['a blob', () => blob],
  ])('a tag of %s names no commit, with or without a note', async (__, object) => {
    expect(await commitOf(object())).toBeUndefined()
    const annotated = await world.repository.annotatedTag('odd', object())
    expect(await commitOf(annotated)).toBeUndefined()
    expect(await commitOf(await world.repository.annotatedTag('odder', annotated))).toBeUndefined()
  })

  test('a missing object is an error, and does not count as an object that is not a commit', async () => {
    await errorOf(OutsideError, commitOf('0123456789'.repeat(4)))
  })

  test('a range between tags is the range between their commits', async () => {
    const { changes } = world.connect()
    await world.repository.annotatedTag('release/1.0', commit)
    const head = await world.repository.commit({ branch: 'topic', parent: commit, files: { t: 't' } })
    expect(await changes.mergeBase('refs/tags/release/1.0', head)).toBe(commit)
  })
})

test('a tag over a tag that the token may not see fails, and does not count as no commit', async () => {
  const inner = await world.repository.annotatedTag('inner', commit)
  const outer = await world.repository.annotatedTag('outer', inner)
  const fault = faults.status(404, { body: { message: 'Not Found' } })
  world.github.host.inject({ match: ({ path }) => path.endsWith(inner), fault })
  await errorOf(OutsideError, world.connect().changes.commitOfTag(outer, 'refs/tags/outer'))
})
