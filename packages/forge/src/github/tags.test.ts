import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

let world: World
let head: string

beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  head = await world.repository.commit({ branch: 'main', files: { 'README.md': 'shop' } })
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
