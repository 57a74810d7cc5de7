import { OutsideError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { files } from '@suite/testkit/gitea'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/gitea.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

test('a file is read at a ref and through a symlink, and a missing file is undefined', async () => {
  await world.repository.commit({
    branch: 'main',
    files: { '.github/labeler.yml': 'docs: []\n', 'a/link.yml': { symlink: '../.github/labeler.yml' } },
  })
  const { changes } = world.connect()
  const read = async (path: string) => textOf((await changes.read(path, 'refs/heads/main'))?.bytes)
  expect(await read('.github/labeler.yml')).toBe('docs: []\n')
  expect(await read('a/link.yml')).toBe('docs: []\n')
  expect(await read('.github/none.yml')).toBeUndefined()
  await expect(read('.github')).rejects.toMatchObject({ reason: 'not-a-file' })
})

test('a branch with the name of a ref or a commit is not read in its place', async () => {
  const good = await world.repository.commit({ branch: 'main', files: { rules: 'good' } })
  for (const branch of ['refs/heads/main', good])
    await world.repository.commit({ branch, files: { rules: 'evil' } })
  const { changes } = world.connect()
  const error = await errorOf(OutsideError, changes.read('rules', 'refs/heads/main'))
  expect(error.message).toContain('answered from elsewhere')
  await world.repository.moveBranch(good, null)
  expect(textOf((await changes.read('rules', 'refs/heads/main'))?.bytes)).toBe('good')
})

test('a missing ref is an error, not a missing file', async () => {
  const error = await errorOf(OutsideError, world.connect().changes.read('README.md', 'refs/heads/none'))
  expect(error.message).toContain('could not find the commit of refs/heads/none')
})

test('a tree of several pages is read whole', async () => {
  world.gitea.setTreesPerPage(10)
  const before = await world.repository.resolve('main')
  const after = await world.repository.commit({ branch: 'main', files: files(35) })
  const { changes } = world.connect()
  expect((await changes.tree(after)).size).toBe(36)
  expect(await changes.between(before, after)).toHaveLength(35)
})

test('the merge base of two commits is found, even if branches have merged each other', async () => {
  const { repository } = world
  const parted = await repository.resolve('main')
  const head = await repository.commit({ branch: 'topic', files: { t: '1' } })
  const base = await repository.commit({ branch: 'main', files: { m: '1' } })
  const { changes } = world.connect()
  expect(await changes.mergeBase(base, head)).toBe(parted)
  expect(await changes.mergeBase('refs/heads/main', 'refs/heads/topic')).toBe(parted)
  // The head is behind its base.
  expect(await changes.mergeBase(base, parted)).toBe(parted)
  expect(await changes.mergeBase(base, base)).toBe(base)
})
