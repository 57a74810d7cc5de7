import type { Changes, History } from '@suite/changes'
import { createGitChanges } from '@suite/changes/clone'
import type { FileChange } from '@suite/testkit/github'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const awkward = [
  'line\nbreak',
  'ta\tb',
  'quote"s',
  'back\\slash',
  'ä/日本語 🚀',
  ':(glob)*',
  '[id]',
  '-n',
  '#?%41',
]

const content = fc.constantFrom('', 'one', 'two', 'three\n')
const change: fc.Arbitrary<FileChange> = fc.oneof(
  content,
  content,
  content.map((text) => ({ content: text, mode: '100755' as const })),
  fc.constantFrom('../a', 'b/c', 'missing', '/etc/passwd', '../../..', 'b').map((symlink) => ({ symlink })),
  fc.constantFrom('a', 'b').map((digit) => ({ submodule: digit.repeat(40) })),
  fc.constant(null),
)
const paths = ['a', 'b/c', 'b/d', 'b/deep/link', 'b', 'sub', ...awkward]
const changes = fc.dictionary(fc.constantFrom(...paths), change, { maxKeys: 8, noNullPrototype: true })

/** Returns every answer about two commits, failures included. */
async function everything(port: Changes, left: string, right: string) {
  const reading = (path: string) =>
    port.read(path, right).then(
      (found) => found && Buffer.from(found.bytes).toString(),
      (error: Error) => `${error.name}: ${error.message}`,
    )
  const tree = await port.tree(right)
  const blobs = [...tree.values()].filter(({ kind }) => kind !== 'submodule')
  return {
    difference: await port.between(left, right),
    mergeBase: await port.mergeBase(left, right),
    history: withoutFiles(await port.history(left, right)),
    ofCommit: await ofLast(port, left, right),
    tree: [...tree],
    contents: await Promise.all(blobs.map(async ({ id }) => Buffer.from(await port.blob(id)).toString())),
    files: await Promise.all(paths.map(reading)),
  }
}

/** GitHub lists files with the commits, a clone does not. */
const withoutFiles = ({ mergeBases, commits }: History) => ({ mergeBases, commits })

/** Returns the paths that the last commit touches: a forge may list a rename as one row. */
async function ofLast(port: Changes, left: string, right: string) {
  const last = (await port.history(left, right)).commits.at(-1)
  const files = last === undefined ? [] : await port.ofCommit(last)
  return files
    .flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]))
    .sort()
}

test('a clone and the API agree about renamed, deleted, linked and executable files', async () => {
  const start = await world.repository.commit({ branch: 'empty', parent: null, files: {} })
  const clone = createGitChanges(world.repository.folder, new AbortController().signal)
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (common, ours, theirs) => {
      const commit = (message: string, on: string, files: Readonly<Record<string, FileChange>>) =>
        world.repository.commit({ branch: message, message, parent: on, files })
      const parent = await commit('common', start, withoutNull(common))
      const left = await commit('ours', parent, present(ours, common))
      const right = await commit('theirs', parent, present(theirs, common))
      const [cloned, asked] = await Promise.all([
        everything(clone, left, right),
        everything(world.connect().changes, left, right),
      ])
      expect(cloned).toEqual(asked)
      expect(cloned.mergeBase).toBe(parent)
    }),
    { numRuns: 12 },
  )
})

const withoutNull = (files: Readonly<Record<string, FileChange>>) =>
  Object.fromEntries(Object.entries(files).filter(([, each]) => each !== null))

/** Git refuses to delete a missing file. */
const present = (files: Readonly<Record<string, FileChange>>, before: Readonly<Record<string, FileChange>>) =>
  Object.fromEntries(Object.entries(files).filter(([path, each]) => each !== null || before[path] != null))
