import { execFileSync } from 'node:child_process'
import type { TreeRow } from '@suite/changes'
import type { FileChange } from '@suite/testkit/github'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'
import { foldersOf, isProven, treeIdOf } from './proven-folders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

/** Returns the id of a commit's tree and all its rows, as git shows them. */
function shownByGit(commit: string) {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: world.repository.folder, encoding: 'utf8' })
  const rows = git('ls-tree', '-r', '-t', '-z', commit)
    .split('\0')
    .filter(Boolean)
    .map((line): TreeRow => {
      const [head = '', path = ''] = line.split('\t')
      const [mode = '', , id = ''] = head.split(' ')
      return { path, mode, id }
    })
  return { id: git('rev-parse', `${commit}^{tree}`).trim(), rows }
}

const areProven = (rows: readonly TreeRow[], id: string) =>
  foldersOf(rows, { path: '', id })?.every(isProven) ?? false

const change: fc.Arbitrary<FileChange> = fc.oneof(
  fc.constantFrom('', 'one'),
  fc.constant({ content: 'x', mode: '100755' as const }),
  fc.constant({ symlink: '../a' }),
  fc.constantFrom('a', 'b').map((digit) => ({ submodule: digit.repeat(40) })),
)
/** Names that git sorts in another way than JavaScript, or that a folder moves: `b`, `b.c`, `b/…`, `b0`. */
const name = fc.constantFrom('a', 'b', 'b.c', 'b0', 'b-', 'ä', '\u{1f680}', '\uff5e', '\ufffd', 'x y', 'B')
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))

/** Leaves out files below a file. */
const sound = (files: Readonly<Record<string, FileChange>>) =>
  Object.fromEntries(
    Object.entries(files).filter(([each]) => !Object.keys(files).some((file) => each.startsWith(`${file}/`))),
  )

test('every folder of a repository has the id that git gives it, and a row that is left out never goes unseen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(path, change, { maxKeys: 12, noNullPrototype: true }), async (given) => {
      const commit = await world.repository.commit({ branch: 'any', parent: null, files: sound(given) })
      const { id, rows } = shownByGit(commit)
      expect(areProven(rows, id)).toBe(true)
      expect(areProven([...rows].reverse(), id), 'the order of the answer does not matter').toBe(true)
      for (const row of rows)
        expect(
          areProven(
            rows.filter((each) => each !== row),
            id,
          ),
        ).toBe(false)
      expect(areProven(rows.slice(0, Math.floor(rows.length / 2)), id)).toBe(rows.length === 0)
    }),
    { numRuns: 40 },
  )
})

describe('the id of a folder', () => {
  test.each([
    ['sha1', '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
    ['sha256', '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'],
  ] as const)('without entries is that of git: %s', (algorithm, id) => {
    expect(treeIdOf([], algorithm)).toBe(id)
    expect(isProven({ path: '', id, rows: [] })).toBe(true)
  })

  test('with one more row, or with the row of another file, is another one', () => {
    const rows = [{ path: 'a', mode: '100644', id: '1'.repeat(40) }]
    const folder = { path: '', id: treeIdOf(rows), rows }
    expect(isProven(folder)).toBe(true)
    const other = { path: 'a', mode: '100755', id: '1'.repeat(40) }
    for (const each of [[], [...rows, { ...other, path: 'b' }], [other]])
      expect(isProven({ ...folder, rows: each })).toBe(false)
  })

  test.each([
    ['files that their group may write', '100644', '100664'],
    ['programs that their group may write', '100755', '100775'],
    ['folders with a zero', '040000', '040000'],
  ])('may be of an old repository, which has %s', (_, shown, written) => {
    const rows = [{ path: 'a', mode: shown, id: '1'.repeat(40) }]
    const id = treeIdOf(rows, 'sha1', () => written)
    expect(id).not.toBe(treeIdOf(rows))
    expect(isProven({ path: '', id, rows })).toBe(true)
  })
})
