import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { array, boolean, constantFrom, record, sample } from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { cloneOf, gitIn, startRepository } from '../../test/clone.ts'
import type { ChangedLines, Hunk } from '../changed-lines.ts'
import { readChangedLines } from './changed-lines.ts'
import { type GitOptions, openClone } from './program.ts'

const open = (folder: string, options?: GitOptions) =>
  openClone(folder, new AbortController().signal, options)

const read = (folder: string, left: string, right: string) => readChangedLines(open(folder), left, right)

const byPath = (files: readonly ChangedLines[]) => new Map(files.map((file) => [file.path, file]))

/** What a hunk does, in one line. */
const short = ({ oldStart, removed, newStart, added }: Hunk) =>
  `-${oldStart} ${JSON.stringify(removed)} +${newStart} ${JSON.stringify(added)}`

const awkward = [
  'ta\tb',
  'line\nbreak',
  'quote"s',
  'back\\slash',
  ' sp ace ',
  'caf\udce9',
  'café',
  '@@ -1 +1 @@',
]

describe('each change is seen as what it is', () => {
  test('in files with any name', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit(Object.fromEntries(awkward.map((path) => [path, `old ${path}`])))
    const right = await commit(Object.fromEntries(awkward.map((path, at) => [path, `new ${at}\n`])))
    const files = byPath(await read(folder, left, right))
    expect([...files.keys()].sort()).toEqual([...awkward].sort())
    for (const [at, path] of awkward.entries())
      expect(files.get(path)?.hunks.flatMap(({ added }) => added)).toEqual([`new ${at}`])
  })

  test('added, removed, empty, made executable, binary, linked', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({
      gone: 'a\nb\n',
      'gone-empty': '',
      filled: '',
      emptied: 'x\n',
      run: 'x\n',
      picture: Buffer.from('\0a\n'),
      link: { symlink: 'filled' },
      'file-to-link': 'one\ntwo\n',
      'link-to-file': { symlink: 'filled' },
      same: 'x',
    })
    const right = await commit({
      gone: null,
      'gone-empty': null,
      filled: 'x\n',
      emptied: '',
      run: { executable: 'x\n' },
      picture: Buffer.from('\0b\n'),
      link: { symlink: 'emptied' },
      'file-to-link': { symlink: 'one' },
      'link-to-file': 'one\n',
      'new/empty': '',
      'new/file': 'a\r\nb',
    })
    const shown = (await read(folder, left, right)).map(
      ({ path, status, kind, isBinary, hunks }) =>
        `${path}: ${status} ${kind}${isBinary ? ' binary' : ''} ${hunks.map(short).join(' ')}`,
    )
    expect(shown).toEqual([
      'emptied: modified file -1 ["x"] +0 []',
      'file-to-link: modified symlink -1 ["one","two"] +0 []',
      'filled: modified file -0 [] +1 ["x"]',
      'gone: removed file -1 ["a","b"] +0 []',
      'gone-empty: removed file ',
      'link: modified symlink ',
      'link-to-file: modified file -0 [] +1 ["one"]',
      'new/empty: added file ',
      'new/file: added file -0 [] +1 ["a\\r","b"]',
      'picture: modified file binary ',
      'run: modified file ',
    ])
  })

  test('a submodule, which has no lines', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ a: 'a\n' })
    await gitIn(folder, 'update-index', '--add', '--cacheinfo', `160000,${left},module`)
    await gitIn(folder, 'commit', '--quiet', '--message=module')
    const [file, ...more] = await read(folder, left, await gitIn(folder, 'rev-parse', 'HEAD'))
    expect(more).toEqual([])
    expect(file).toMatchObject({ path: 'module', kind: 'submodule', status: 'added', hunks: [], newId: left })
  })

  test('nothing, where nothing differs', async () => {
    const { folder, commit } = await startRepository()
    const only = await commit({ a: 'a\n' })
    expect(await read(folder, only, only)).toEqual([])
  })

  test('in a repository with ids of SHA-256', async () => {
    const { folder, commit } = await startRepository('--object-format=sha256')
    const left = await commit({ a: 'a\n', empty: '' })
    const right = await commit({ a: 'b\n', empty: null, other: '' })
    expect((await read(folder, left, right)).map(({ path }) => path)).toEqual(['a', 'empty', 'other'])
  })
})

const line = constantFrom(
  '',
  'a',
  'b',
  'c',
  '  a',
  '++ x',
  '-- y',
  '+',
  '-',
  '\\ No newline at end of file',
  '@@ -1,9 +1,9 @@',
  'diff --git a/a b/a',
  'Binary files a and b differ',
  'a\r',
  'one\rtwo',
  'u\u2028v\u2029w',
  'f\ff\vv',
  '\ufeffbom',
  'é🚀',
)
const text = record({ lines: array(line, { maxLength: 12 }), isEnded: boolean() })
const textOf = ({ lines, isEnded }: { lines: readonly string[]; isEnded: boolean }) =>
  lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : '')

/** The lines of a text, each with the end that it has. */
const split = (whole: string) =>
  whole
    .split('\n')
    .map((part, at, all) => (at < all.length - 1 ? `${part}\n` : part))
    .filter(Boolean)

/** Returns the numbers and the text of the lines of the right side, from those of the left side and the hunks. */
function replay(old: readonly string[], hunks: readonly Hunk[]): string[] {
  const lines: string[] = []
  let at = 0
  for (const { oldStart, removed, newStart, added } of hunks) {
    const start = removed.length === 0 ? oldStart : oldStart - 1
    lines.push(...old.slice(at, start))
    expect(old.slice(start, start + removed.length)).toEqual(removed)
    expect(lines.length).toBe(added.length === 0 ? newStart : newStart - 1)
    lines.push(...added)
    at = start + removed.length
  }
  return [...lines, ...old.slice(at)]
}

test('no line is lost, invented or misnumbered, with any content', async () => {
  const { folder, commit } = await startRepository()
  const pairs = sample(record({ old: text, new: text }), 400).map(
    (pair) => [textOf(pair.old), textOf(pair.new)] as const,
  )
  const side = (index: 0 | 1) => commit(Object.fromEntries(pairs.map((pair, at) => [`f${at}`, pair[index]])))
  const left = await side(0)
  const files = byPath(await read(folder, left, await side(1)))
  const plain = (whole: string) => split(whole).map((part) => part.replace(/\n$/, ''))
  for (const [at, [before, after]] of pairs.entries())
    expect(replay(plain(before), files.get(`f${at}`)?.hunks ?? [])).toEqual(plain(after))
})

describe('no setting of the change switches the comparison off', () => {
  const content = (word: string) =>
    ['function one() {', '  return 1', '}', '', `const a = '${word}'`, ' ', `const b = '${word}'`, ''].join(
      '\n',
    )

  test('not by attributes, in the change, on disk, or of the machine', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ 'a.ts': content('old') })
    const right = await commit({ 'a.ts': content('new') })
    const plain = await read(folder, left, right)
    const attributes = '* -diff\n*.ts binary diff=odd -text linguist-generated\n'
    const hidden = await commit({ '.gitattributes': attributes })
    await writeFile(join(folder, '.git', 'info', 'attributes'), attributes)
    const file = join(folder, '.git', 'attributes')
    await writeFile(file, attributes)
    await gitIn(folder, 'config', 'core.attributesFile', file)
    await gitIn(folder, 'config', 'diff.odd.textconv', 'true')
    await gitIn(folder, 'config', 'diff.odd.command', 'true')
    await gitIn(folder, 'config', 'diff.odd.binary', 'true')
    expect(plain[0]?.hunks.map(short)).toEqual([
      `-5 ["const a = 'old'"] +5 ["const a = 'new'"]`,
      `-7 ["const b = 'old'"] +7 ["const b = 'new'"]`,
    ])
    expect(await read(folder, left, right)).toEqual(plain)
    expect(byPath(await read(folder, left, hidden)).get('a.ts')).toEqual(plain[0])
  })

  test('not by settings of the clone, the user or the environment', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ 'a.ts': content('old'), 'moved.ts': content('moved') })
    const right = await commit({ 'a.ts': content('new'), 'moved.ts': null, 'to.ts': content('moved') })
    const plain = await read(folder, left, right)
    expect(plain.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'a.ts modified',
      'moved.ts removed',
      'to.ts added',
    ])
    const settings: Readonly<Record<string, string>> = {
      'diff.external': 'true',
      'diff.algorithm': 'patience',
      'diff.context': '5',
      'diff.interHunkContext': '9',
      'diff.renames': 'copies',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.orderFile': join(folder, '.git', 'order'),
      'diff.ignoreSubmodules': 'all',
      'diff.submodule': 'log',
      'diff.indentHeuristic': 'true',
      'diff.suppressBlankEmpty': 'true',
      'diff.relative': 'true',
      'diff.wsErrorHighlight': 'all',
      'diff.colorMoved': 'zebra',
      'color.ui': 'always',
      'color.diff': 'always',
      'core.abbrev': '7',
      'core.quotePath': 'false',
      'core.pager': 'false',
      'core.bigFileThreshold': '1',
    }
    await writeFile(join(folder, '.git', 'order'), 'to.ts\n')
    for (const [name, value] of Object.entries(settings)) await gitIn(folder, 'config', name, value)
    expect(await read(folder, left, right)).toEqual(plain)

    const home = join(folder, '.git', 'home')
    await mkdir(home)
    await writeFile(join(home, '.gitconfig'), '[diff]\n\texternal = true\n\tcontext = 3\n')
    onTestFinished(() => void vi.unstubAllEnvs())
    const variables = {
      HOME: home,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'diff.external',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_CONFIG_PARAMETERS: "'diff.context=4'",
      GIT_EXTERNAL_DIFF: 'true',
      GIT_DIFF_OPTS: '--unified=3',
      GIT_LITERAL_PATHSPECS: '0',
      GIT_DIR: '/nonexistent',
    }
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    expect(await read(folder, left, right)).toEqual(plain)
  })

  test('not by a replacement of the commit', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ a: '1\n' })
    const right = await commit({ a: '2\n' })
    await gitIn(folder, 'replace', right, left)
    expect(await read(folder, left, right)).toHaveLength(1)
  })
})

describe('a difference that cannot be had whole is an error', () => {
  test('if it is too long, which is never a shorter list', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ a: '' })
    const right = await commit({ a: 'line\n'.repeat(20_000) })
    const cut = await errorOf(
      OutsideError,
      readChangedLines(open(folder, { mostBytes: 50_000 }), left, right),
    )
    expect(cut).toMatchObject({ reason: 'git-failed', fix: expect.stringContaining('Split the change') })
    expect(cut.message).toContain('printed more than 50000 bytes')
  })

  test('if the clone lacks a commit, and the message says what to fetch', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ a: '1\n' })
    const right = await commit({ a: '2\n' })
    const clone = await cloneOf(folder, '--depth=1')
    const error = await errorOf(OutsideError, read(clone, left, right))
    expect(error).toMatchObject({ reason: 'git-failed', fix: expect.stringContaining('fetch-depth: 0') })
  })

  test('if the clone lacks a content', async () => {
    const { folder, commit } = await startRepository()
    const left = await commit({ a: '1\n' })
    const right = await commit({ a: '2\n' })
    await gitIn(folder, 'config', 'uploadpack.allowFilter', 'true')
    const clone = await cloneOf(folder, '--filter=blob:none', '--no-checkout')
    expect(await errorOf(OutsideError, read(clone, left, right))).toMatchObject({ reason: 'git-failed' })
  })
})

test('a clone that borrows its objects, and a linked working tree, give the same answer', async () => {
  const { folder, commit } = await startRepository()
  const left = await commit({ a: '1\n' })
  const right = await commit({ a: '2\n' })
  const plain = await read(folder, left, right)
  const borrowing = await cloneOf(folder)
  await gitIn(borrowing, 'clone', '--quiet', '--shared', folder, 'shared')
  await gitIn(folder, 'worktree', 'add', '--quiet', join(borrowing, 'linked'))
  expect(await read(join(borrowing, 'shared'), left, right)).toEqual(plain)
  expect(await read(join(borrowing, 'linked'), left, right)).toEqual(plain)
})
