import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { type GitHub, type Repository, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { cloneOf, gitIn, temporaryFolder } from '../../test/clone.ts'
import type { Changes } from '../changes.ts'
import { requireMergeBase } from '../unrelated-histories.ts'
import { readChangedLines } from './changed-lines.ts'
import { createGitChanges } from './clone.ts'
import { openClone } from './program.ts'

let host: GitHub
let repository: Repository
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
  host = await startGitHub()
  repository = await host.createRepository('acme/shop')
  first = await repository.commit({
    branch: 'main',
    files: Object.fromEntries(awkward.map((path) => [path, path])),
  })
  second = await repository.commit({ branch: 'main', files: { later: 'x' } })
})
afterAll(() => host.close())

const changesIn = (folder: string) => createGitChanges(folder, new AbortController().signal)

/** The questions about the two commits. */
async function everything(port: Changes) {
  const reading = async (path: string) => String((await port.read(path, second))?.bytes)
  return {
    difference: await port.between(first, second),
    mergeBase: await port.mergeBase(first, second),
    tree: [...(await port.tree(second))],
    files: await Promise.all([...awkward, 'later', 'never'].map(reading)),
  }
}

describe('no setting of the machine changes an answer', () => {
  test("not the user's settings of git, nor the variables that lead git elsewhere", async () => {
    const folder = await temporaryFolder()
    const settings = join(folder, 'gitconfig')
    await writeFile(
      settings,
      '[core]\n quotePath = true\n abbrev = 7\n pager = false\n[diff]\n renames = copies\n noprefix = true\n external = false\n[color]\n ui = always\n',
    )
    const elsewhere = join(folder, 'elsewhere')
    await mkdir(elsewhere)
    await gitIn(elsewhere, 'init', '--quiet')
    const clone = await cloneOf(repository.folder)
    const plain = await everything(changesIn(clone))

    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('GIT_CONFIG_GLOBAL', settings)
    vi.stubEnv('GIT_DIR', join(elsewhere, '.git'))
    vi.stubEnv('GIT_WORK_TREE', elsewhere)
    vi.stubEnv('GIT_LITERAL_PATHSPECS', '0')
    expect(await everything(changesIn(clone))).toEqual(plain)
    expect(plain.difference).toEqual([{ path: 'later', status: 'added' }])
    expect(plain.files).toEqual([...awkward, 'x', 'undefined'])
    expect(plain.tree.map(([path]) => path).sort()).toEqual([...awkward, 'later'].sort())
  })

  test('not a replacement object', async () => {
    const clone = await cloneOf(repository.folder)
    await gitIn(clone, 'replace', second, first)
    expect((await changesIn(clone).tree(second)).has('later')).toBe(true)
  })

  test('not the folder of the clone that it starts in', async () => {
    const clone = await cloneOf(repository.folder)
    const below = join(clone, 'ä')
    expect(String((await changesIn(below).read('later', first))?.bytes)).toBe('undefined')
    expect(String((await changesIn(below).read('later', second))?.bytes)).toBe('x')
    expect((await changesIn(below).tree(second)).size).toBe(awkward.length + 1)
  })
})

describe('if the clone lacks an object, the error says what to fetch', () => {
  const depth = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'

  test.each<[string, (port: Changes) => Promise<unknown>]>([
    ['a tree', (port) => port.tree(first)],
    ['a difference', (port) => port.between(first, second)],
    ['a file', (port) => port.read('later', first)],
    ['a common ancestor', (port) => port.mergeBase(first, second)],
    ['a common ancestor that is there, but might not be the best', (port) => port.mergeBase(second, second)],
    ['a ref', (port) => port.read('later', 'refs/heads/never-fetched')],
  ])('%s, in a shallow clone', async (_, act) => {
    const clone = await cloneOf(repository.folder, '--depth=1')
    expect(await errorOf(OutsideError, act(changesIn(clone)))).toMatchObject({
      reason: 'git-failed',
      fix: depth,
    })
  })

  test('the content of a file, in a clone without blobs', async () => {
    await gitIn(repository.folder, 'config', 'uploadpack.allowFilter', 'true')
    const known = (await changesIn(repository.folder).tree(second)).get('later')?.id ?? ''
    const clone = await cloneOf(repository.folder, '--filter=blob:none', '--no-checkout')
    await gitIn(clone, 'remote', 'set-url', 'origin', 'file:///nonexistent')
    expect(await errorOf(OutsideError, changesIn(clone).blob(known))).toMatchObject({
      reason: 'git-failed',
    })
    const error = await errorOf(
      OutsideError,
      readChangedLines(openClone(clone, new AbortController().signal), first, second),
    )
    expect(error.fix).toContain('leave out `filter`')
  })

  test('a commit, in a clone that is not shallow', async () => {
    const unknown = 'f'.repeat(40)
    const port = changesIn(repository.folder)
    for (const asking of [
      () => port.mergeBase(second, unknown),
      () => port.history(second, unknown),
      () => port.history(unknown, second),
    ]) {
      const error = await errorOf(OutsideError, asking())
      expect(error).toMatchObject({ reason: 'git-failed' })
      expect(error.message).toBe(`the clone does not have the commit ${unknown}, although it is not shallow`)
    }
  })

  test('a history between commits that have nothing in common', async () => {
    const orphan = await repository.commit({ branch: 'pages', parent: null, files: { i: 'i' } })
    const port = changesIn(repository.folder)
    expect(await errorOf(UsageError, port.history(orphan, second))).toMatchObject({
      reason: 'histories-unrelated',
    })
    expect(await errorOf(UsageError, requireMergeBase(port, orphan, second))).toMatchObject({
      reason: 'histories-unrelated',
    })
  })
})

describe('without git, or without time', () => {
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

  test('a clone that belongs to somebody else is named as such, and not by the advice that git prints', async () => {
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')
    const error = await errorOf(OutsideError, changesIn(repository.folder).tree(first))
    expect(error.message).toContain('dubious ownership')
    expect(error.fix).toContain('belongs to the user of the runner')
  })

  test('a run that is stopped stops git, and says so', async () => {
    const stop = new AbortController()
    const port = createGitChanges(repository.folder, stop.signal)
    stop.abort()
    const error = await port.tree(first).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ message: expect.stringContaining('the run was stopped') })
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
  const port = changesIn(repository.folder)
  for (const path of ['-n', ':(glob)*', '[id]'])
    expect(String((await port.read(path, second))?.bytes)).toBe(path)
  expect(await port.read('[a-z]ater', second)).toBeUndefined()
  expect(await port.read('*', second)).toBeUndefined()
})

test('unrelated histories give undefined as their merge base, not an error', async () => {
  const orphan = await repository.commit({ branch: 'orphan', parent: null, files: { i: 'orphan' } })
  const port = changesIn(repository.folder)
  expect(await port.mergeBase(orphan, second)).toBeUndefined()
  expect(await port.mergeBase('f'.repeat(40), second)).toBeUndefined()
})
