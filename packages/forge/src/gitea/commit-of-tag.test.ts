import { OutsideError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/gitea.ts'

let world: World
let commit: string
beforeEach(async () => {
  world = await startWorld()
  commit = await world.repository.resolve('main')
})
afterEach(() => world.close())

const commitOf = (id: string, name: string) => world.connect().changes.commitOfTag(id, `refs/tags/${name}`)

test('a tag gives its commit, annotated or not, also through other tags', async () => {
  await world.repository.tag('light', commit)
  expect(await commitOf(commit, 'light')).toBe(commit)
  const first = await world.repository.annotatedTag('v1', commit)
  expect(await commitOf(first, 'v1')).toBe(commit)
  expect(await commitOf(await world.repository.annotatedTag('v1-signed', first), 'v1-signed')).toBe(commit)
})

test('a tag that has moved since still gives the commit that it had', async () => {
  const first = await world.repository.annotatedTag('v1', commit)
  const later = await world.repository.commit({ branch: 'main', files: { later: 'x' } })
  const second = await world.repository.annotatedTag('v1', later)
  expect(await Promise.all([commitOf(first, 'v1'), commitOf(second, 'v1')])).toEqual([commit, later])
})

test.each(['main^{tree}', 'main:README.md'])(
  'a tag of %s names no commit, with or without a note',
  async (name) => {
    const object = await world.repository.objectOf(name)
    await world.repository.tag('odd', object)
    expect(await commitOf(object, 'odd')).toBeUndefined()
    expect(await commitOf(await world.repository.annotatedTag('odd', object), 'odd')).toBeUndefined()
  },
)

test('a missing object is an error, and does not count as an object that is not a commit', async () => {
  await errorOf(OutsideError, commitOf('0123456789'.repeat(4), 'v1'))
})

test('a range between tags is the range between their commits', async () => {
  await world.repository.annotatedTag('release/1.0', commit)
  const head = await world.repository.commit({ branch: 'topic', files: { t: 't' } })
  expect(await world.connect().changes.mergeBase('refs/tags/release/1.0', head)).toBe(commit)
})
