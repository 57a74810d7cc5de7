import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import type { FileChange } from '@suite/testkit/github'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { cloneOf, gitIn, temporaryFolder } from '../../test/clone.ts'
import { startWorld, type World } from '../../test/world.ts'
import { type Changes, createGitChanges } from '../index.ts'

let world: World
let first: string
let second: string

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

beforeAll(async () => {
  world = await startWorld()
  first = await world.repository.commit({
    branch: 'main',
    files: Object.fromEntries(awkward.map((path) => [path, path])),
  })
  second = await world.repository.commit({ branch: 'main', files: { later: 'x' } })
})
afterAll(() => world.close())

const changesIn = (folder: string) => createGitChanges(folder, new AbortController().signal)

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

/** Everything that can be asked about two commits, failures included. */
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
    tree: [...tree],
    contents: await Promise.all(blobs.map(async ({ id }) => Buffer.from(await port.blob(id)).toString())),
    files: await Promise.all(paths.map(reading)),
  }
}

test('a clone and the API tell the same, whatever was renamed, deleted, linked or made executable', async () => {
  const start = await world.repository.commit({ branch: 'empty', parent: null, files: {} })
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (common, ours, theirs) => {
      const commit = (message: string, on: string, files: Readonly<Record<string, FileChange>>) =>
        world.repository.commit({ branch: message, message, parent: on, files })
      const parent = await commit('common', start, withoutNull(common))
      const left = await commit('ours', parent, present(ours, common))
      const right = await commit('theirs', parent, present(theirs, common))
      const [clone, api] = await Promise.all([
        everything(changesIn(world.repository.folder), left, right),
        everything(world.connect().changes, left, right),
      ])
      expect(clone).toEqual(api)
      expect(clone.mergeBase).toBe(parent)
    }),
    { numRuns: 12 },
  )
})

const withoutNull = (files: Readonly<Record<string, FileChange>>) =>
  Object.fromEntries(Object.entries(files).filter(([, each]) => each !== null))

/** Git refuses to delete what is not there. */
const present = (files: Readonly<Record<string, FileChange>>, before: Readonly<Record<string, FileChange>>) =>
  Object.fromEntries(Object.entries(files).filter(([path, each]) => each !== null || before[path] != null))

describe('nothing about the machine changes an answer', () => {
  test("not the user's settings of git, nor where git is told to look", async () => {
    const folder = await temporaryFolder()
    const settings = join(folder, 'gitconfig')
    await writeFile(
      settings,
      '[core]\n quotePath = true\n abbrev = 7\n pager = false\n[diff]\n renames = copies\n noprefix = true\n external = false\n[color]\n ui = always\n',
    )
    const elsewhere = join(folder, 'elsewhere')
    await mkdir(elsewhere)
    await gitIn(elsewhere, 'init', '--quiet')
    const clone = await cloneOf(world.repository.folder)
    const plain = await everything(changesIn(clone), first, second)

    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('GIT_CONFIG_GLOBAL', settings)
    vi.stubEnv('GIT_DIR', join(elsewhere, '.git'))
    vi.stubEnv('GIT_WORK_TREE', elsewhere)
    vi.stubEnv('GIT_LITERAL_PATHSPECS', '0')
    expect(await everything(changesIn(clone), first, second)).toEqual(plain)
    expect(plain.difference).toEqual([{ path: 'later', status: 'added' }])
    expect(plain.tree.map(([path]) => path).sort()).toEqual([...awkward, 'later'].sort())
  })

  test('not an object that somebody put in the place of another', async () => {
    const clone = await cloneOf(world.repository.folder)
    await gitIn(clone, 'replace', second, first)
    expect((await changesIn(clone).tree(second)).has('later')).toBe(true)
  })

  test('not where in the clone it is started', async () => {
    const clone = await cloneOf(world.repository.folder)
    const below = join(clone, 'ä')
    expect(String((await changesIn(below).read('later', first))?.bytes)).toBe('undefined')
    expect(String((await changesIn(below).read('later', second))?.bytes)).toBe('x')
    expect((await changesIn(below).tree(second)).size).toBe(awkward.length + 1)
  })
})

describe('what the clone does not hold is an error that says what to fetch', () => {
  const depth = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'

  test.each<[string, (port: Changes) => Promise<unknown>]>([
    ['a tree', (port) => port.tree(first)],
    ['a difference', (port) => port.between(first, second)],
    ['a file', (port) => port.read('later', first)],
    ['a common ancestor', (port) => port.mergeBase(first, second)],
    ['a common ancestor that is there, but might not be the best', (port) => port.mergeBase(second, second)],
    ['a ref', (port) => port.read('later', 'refs/heads/never-fetched')],
  ])('%s, in a shallow clone', async (_, act) => {
    const clone = await cloneOf(world.repository.folder, '--depth=1')
    expect(await errorOf(OutsideError, act(changesIn(clone)))).toMatchObject({
      reason: 'git-failed',
      fix: depth,
    })
  })

  test('the content of a file, in a clone without blobs', async () => {
    await gitIn(world.repository.folder, 'config', 'uploadpack.allowFilter', 'true')
    const known = (await changesIn(world.repository.folder).tree(second)).get('later')?.id ?? ''
    const clone = await cloneOf(world.repository.folder, '--filter=blob:none', '--no-checkout')
    await gitIn(clone, 'remote', 'set-url', 'origin', 'file:///nonexistent')
    expect(await errorOf(OutsideError, changesIn(clone).blob(known))).toMatchObject({ reason: 'git-failed' })
  })

  test('histories that have nothing in common', async () => {
    const orphan = await world.repository.commit({ branch: 'pages', parent: null, files: { i: 'i' } })
    const error = await errorOf(OutsideError, changesIn(world.repository.folder).mergeBase(orphan, second))
    expect(error.message).toContain('git merge-base failed')
    expect(error.message).toContain('nothing was found')
  })
})

describe('where there is no git, or no time', () => {
  test('a folder that is no clone', async () => {
    const error = await errorOf(OutsideError, changesIn(await temporaryFolder()).tree(first))
    expect(error).toMatchObject({ reason: 'git-failed' })
    expect(error.fix).toContain('Run where git is')
  })

  test('a folder that is not there', async () => {
    const error = await errorOf(OutsideError, changesIn('/nonexistent/clone').tree(first))
    expect(error.message).toContain('git ls-tree failed in /nonexistent/clone: ')
    expect(error.fix).toContain('Run where git is')
  })

  test('a run that is told to stop stops git, and says so', async () => {
    const stop = new AbortController()
    const port = createGitChanges(world.repository.folder, stop.signal)
    stop.abort()
    const error = await port.tree(first).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ message: expect.stringContaining('the run was told to stop') })
  })
})

test.each(['--output=/tmp/x', '-p', 'HEAD', 'main', 'refs/heads/main~1', ':/message', 'refs/heads/a b', ''])(
  'the revision %j is refused before git sees it',
  async (revision) => {
    const port = changesIn('/nonexistent/clone')
    for (const act of [
      () => port.tree(revision),
      () => port.between(first, revision),
      () => port.mergeBase(revision, first),
      () => port.read('later', revision),
      () => port.blob(revision),
    ])
      await expect(act()).rejects.toMatchObject({ name: 'UsageError', reason: 'input-invalid' })
  },
)

test('a path that looks like an option or a pattern is a path', async () => {
  const port = changesIn(world.repository.folder)
  for (const path of ['-n', ':(glob)*', '[id]'])
    expect(String((await port.read(path, second))?.bytes)).toBe(path)
  expect(await port.read('[a-z]ater', second)).toBeUndefined()
  expect(await port.read('*', second)).toBeUndefined()
})
