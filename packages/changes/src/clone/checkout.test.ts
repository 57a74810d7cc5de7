import { OutsideError, UsageError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { cloneOf, gitIn, startRepository, temporaryFolder } from '../../test/clone.ts'
import { readBlobs } from './blobs.ts'
import { findCommit, readCheckout, trackedPaths } from './checkout.ts'
import { createGitChanges } from './clone.ts'
import { openClone } from './program.ts'

const signal = () => new AbortController().signal
const open = (folder: string) => openClone(folder, signal())

test('a merge is known by its parents also where the history is cut off', async () => {
  const { folder, commit } = await startRepository()
  const first = await commit({ a: '1\n' })
  await gitIn(folder, 'checkout', '--quiet', '-b', 'topic')
  const head = await commit({ b: 'parent of nothing\n' })
  await gitIn(folder, 'checkout', '--quiet', 'main')
  const base = await commit({ c: '1\n' })
  await gitIn(folder, 'merge', '--quiet', '--no-ff', '--message=merge\n\nparent x', 'topic')
  const merge = await gitIn(folder, 'rev-parse', 'HEAD')
  const expected = { commit: merge, parents: [base, head] }
  expect(await readCheckout(open(folder))).toEqual({ ...expected, isShallow: false })
  const shallow = open(await cloneOf(folder, '--depth=1'))
  expect(await readCheckout(shallow)).toEqual({ ...expected, isShallow: true })
  expect(await findCommit(shallow, merge)).toBe(merge)
  for (const missing of [base, first, 'f'.repeat(40), 'refs/remotes/origin/never'])
    expect(await findCommit(shallow, missing)).toBeUndefined()
  expect(await findCommit(shallow, 'refs/remotes/origin/main')).toBe(merge)
})

test('a short name, which a tag may shadow, and a clone without a commit are errors', async () => {
  const { folder } = await startRepository()
  await errorOf(UsageError, findCommit(open(folder), 'main'))
  expect(await errorOf(OutsideError, readCheckout(open(folder)))).toMatchObject({ reason: 'git-failed' })
  await errorOf(OutsideError, readCheckout(open(await temporaryFolder())))
})

test('the paths of the commit are listed, not those of a submodule or of what is only on disk', async () => {
  const { folder, commit } = await startRepository()
  const id = await commit({ 'src/a': 'a', 'caf\udce9': 'b', 'line\nbreak': 'c', link: { symlink: 'src/a' } })
  await gitIn(folder, 'update-index', '--add', '--cacheinfo', `160000,${id},module`)
  await gitIn(folder, 'commit', '--quiet', '--message=module')
  await gitIn(folder, 'rm', '--quiet', '--cached', 'src/a')
  expect(await trackedPaths(open(folder))).toEqual(['caf\udce9', 'line\nbreak', 'link', 'src/a'])
})

test('two names that differ in a byte that is not UTF-8 stay two files', async () => {
  const { folder, commit } = await startRepository()
  const before = await commit({ 'caf\udce9': 'é', 'caf\udce8': 'è' })
  const after = await commit({ 'caf\udce8': null })
  const changes = createGitChanges(folder, signal())
  expect([...(await changes.tree(before)).keys()].sort()).toEqual(['caf\udce8', 'caf\udce9'])
  expect(await changes.between(before, after)).toEqual([{ path: 'caf\udce8', status: 'removed' }])
  expect(String((await changes.read('caf\udce9', after))?.bytes)).toBe('é')
  expect(await changes.read('caf\udce8', after)).toBeUndefined()
})

test('contents are read byte by byte with one call, and one that is missing is an error', async () => {
  const { folder, commit } = await startRepository()
  const contents = [
    Buffer.from('a\n'),
    Buffer.from([0, 0xff, 0x0a]),
    Buffer.alloc(0),
    Buffer.alloc(300_000, 'x\n'),
  ]
  await commit(Object.fromEntries(contents.map((content, at) => [`f${at}`, content])))
  const ids = await Promise.all(contents.map((_, at) => gitIn(folder, 'rev-parse', `HEAD:f${at}`)))
  const blobs = await readBlobs(open(folder), [...ids, ids[0] ?? ''])
  expect([...blobs.keys()]).toEqual(ids)
  for (const [at, content] of contents.entries())
    expect(Buffer.compare(blobs.get(ids[at] ?? '') ?? Buffer.of(1), content)).toBe(0)
  expect((await readBlobs(open(folder), [])).size).toBe(0)
  const tree = await gitIn(folder, 'rev-parse', 'HEAD^{tree}')
  for (const wrong of ['f'.repeat(40), tree, 'HEAD', `${ids[0]}\n${ids[1]}`])
    expect(await errorOf(OutsideError, readBlobs(open(folder), [...ids, wrong]))).toMatchObject({
      reason: 'git-failed',
    })
})
