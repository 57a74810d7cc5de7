import { chmod, lstat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cloneOf, gitIn, startRepository, write } from '../../test/clone.ts'
import { readChangedLines } from './changed-lines.ts'
import { changedOnDisk } from './changed-on-disk.ts'
import { openClone } from './program.ts'

/** The empty tree: against it, every file of a commit is changed. */
const nothing = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

async function dirtyIn(folder: string): Promise<readonly string[]> {
  const clone = openClone(folder, new AbortController().signal)
  await gitIn(folder, 'hash-object', '-t', 'tree', '-w', '/dev/null')
  return changedOnDisk(
    clone,
    await readChangedLines(clone, nothing, await gitIn(folder, 'rev-parse', 'HEAD')),
  )
}

describe('an edit that the tests ran on is seen', () => {
  test('in the working tree, in the index, and as a missing file', async () => {
    const { folder, commit } = await startRepository()
    await commit({
      a: 'a',
      b: 'b',
      'c\n"': 'c',
      'caf\udce9': 'd',
      link: { symlink: 'a' },
      dir: 'e',
      'd/f': 'f',
      same: 'x',
    })
    expect(await dirtyIn(folder)).toEqual([])
    await write(folder, 'a', 'A')
    await gitIn(folder, 'add', 'a')
    await write(folder, 'b', null)
    await write(folder, 'c\n"', 'C')
    await write(folder, 'caf\udce9', 'D')
    await write(folder, 'link', { symlink: 'b' })
    await write(folder, 'dir', null)
    await write(folder, 'dir/now', 'e')
    await write(folder, 'd', 'no folder')
    expect([...(await dirtyIn(folder))].sort()).toEqual(['a', 'b', 'c\n"', 'caf\udce9', 'd/f', 'dir', 'link'])
  })

  test('although the size and the time of the file are those of before', async () => {
    const { folder, commit } = await startRepository()
    await commit({ a: 'one' })
    const { atime, mtime } = await lstat(join(folder, 'a'))
    await writeFile(join(folder, 'a'), 'two')
    await utimes(join(folder, 'a'), atime, mtime)
    expect(await dirtyIn(folder)).toEqual(['a'])
  })

  test.each(['--assume-unchanged', '--skip-worktree'])('although the index says %s', async (flag) => {
    const { folder, commit } = await startRepository()
    await commit({ a: 'one' })
    await gitIn(folder, 'update-index', flag, 'a')
    await writeFile(join(folder, 'a'), 'two')
    expect(await dirtyIn(folder)).toEqual(['a'])
  })

  test('although the settings of the clone make git skip it', async () => {
    const { folder, commit } = await startRepository()
    await commit({ a: 'one' })
    for (const [name, value] of [
      ['core.ignoreStat', 'true'],
      ['core.checkStat', 'minimal'],
      ['core.trustctime', 'false'],
      ['core.fsmonitor', 'true'],
      ['core.untrackedCache', 'true'],
    ] as const)
      await gitIn(folder, 'config', name, value)
    await writeFile(join(folder, 'a'), 'two')
    expect(await dirtyIn(folder)).toEqual(['a'])
  })

  test('as a link in the place of a file with the same text', async () => {
    const { folder, commit } = await startRepository()
    await commit({ a: 'b', b: 'b' })
    await write(folder, 'a', { symlink: 'b' })
    expect(await dirtyIn(folder)).toEqual(['a'])
  })
})

describe('a fresh checkout is not called edited', () => {
  test('if git writes other line ends than it stores', async () => {
    const { folder, commit } = await startRepository()
    await commit({ unix: 'a\nb\n', windows: 'a\r\nb\r\n', mixed: 'a\r\nb\n' })
    const clone = await cloneOf(folder, '--config', 'core.autocrlf=true')
    expect((await lstat(join(clone, 'unix'))).size).toBe(6)
    expect(await dirtyIn(clone)).toEqual([])
    await writeFile(join(clone, 'unix'), 'a\r\nc\r\n')
    expect(await dirtyIn(clone)).toEqual(['unix'])
  })

  test('if attributes, an encoding or a filter change what is written', async () => {
    const { folder, commit } = await startRepository()
    await commit({ stored: 'a\r\nb\r\n', 'a.txt': 'a\nb\n', id: 'a\n$Id$\n', 'x.up': 'loud\n' })
    await commit({
      wide: Buffer.from('\ufeffé\n', 'utf16le'),
      '.gitattributes':
        '* text=auto\n*.txt eol=crlf\nid ident\nwide working-tree-encoding=UTF-16LE-BOM\n*.up filter=up\n',
    })
    const up = ['--config', 'filter.up.smudge=tr a-z A-Z', '--config', 'filter.up.clean=tr A-Z a-z']
    const clone = await cloneOf(folder, ...up)
    expect(String(await gitIn(clone, 'ls-files', '--eol', 'a.txt'))).toContain('w/crlf')
    expect(await dirtyIn(clone)).toEqual([])
    await writeFile(join(clone, 'x.up'), 'OTHER\n')
    expect(await dirtyIn(clone)).toEqual(['x.up'])
  })

  test('if only the right to run a file differs', async () => {
    const { folder, commit } = await startRepository()
    await commit({ a: 'a', '.gitattributes': 'a text\n' })
    await chmod(join(folder, 'a'), 0o755)
    expect(await dirtyIn(folder)).toEqual([])
  })

  test('if a sparse checkout leaves files out', async () => {
    const { folder, commit } = await startRepository()
    await commit({ 'in/a': 'a', 'out/b': 'b', 'out/c': 'c' })
    await gitIn(folder, 'sparse-checkout', 'set', '--cone', 'in')
    expect(await dirtyIn(folder)).toEqual([])
    await write(folder, 'out/b', 'written by a step')
    await write(folder, 'in/a', null)
    expect(await dirtyIn(folder)).toEqual(['in/a', 'out/b'])
  })
})

test('the clone is as it was after it was looked at', async () => {
  const { folder, commit } = await startRepository()
  await commit({ a: 'a', b: 'b' })
  await writeFile(join(folder, 'a'), 'A')
  const before = await lstat(join(folder, '.git', 'index'))
  await dirtyIn(join(folder))
  expect((await lstat(join(folder, '.git', 'index'))).mtimeMs).toBe(before.mtimeMs)
  expect(await gitIn(folder, 'status', '--porcelain')).toBe('M a')
})
