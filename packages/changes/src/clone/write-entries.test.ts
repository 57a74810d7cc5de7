import { lstat, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { cloneOf, gitIn, startRepository, temporaryFolder } from '../../test/clone.ts'
import { openClone, placeOf, readCommitTime, readEntries, writeEntries } from './index.ts'

const signal = new AbortController().signal

async function written(folder: string, commit: string): Promise<string> {
  const clone = openClone(folder, signal)
  const to = await temporaryFolder()
  await writeEntries(clone, (await readEntries(clone, commit)).values(), to)
  return to
}

describe('writing a commit into a folder', () => {
  it('writes bytes, modes, symlinks and names that are not UTF-8 as the commit holds them', async () => {
    const { folder, commit } = await startRepository()
    const bytes = Buffer.of(0, 255, 13, 10, 10)
    const head = await commit({
      'a/b/data': bytes,
      'run.sh': { executable: '#!/bin/sh\n' },
      'a/link': { symlink: '../run.sh' },
      'caf\udce9': 'x',
      empty: '',
    })
    const to = await written(folder, head)
    expect(Buffer.compare(await readFile(join(to, 'a/b/data')), bytes)).toBe(0)
    expect((await lstat(join(to, 'run.sh'))).mode & 0o777).toBe(0o755)
    expect((await lstat(join(to, 'a/b/data'))).mode & 0o777).toBe(0o644)
    expect(await readlink(join(to, 'a/link'))).toBe('../run.sh')
    expect(await readFile(placeOf(to, 'caf\udce9'), 'utf8')).toBe('x')
    expect((await lstat(join(to, 'empty'))).size).toBe(0)
  })

  it('lets no attribute, filter or setting change a byte or leave a file out', async () => {
    const { folder, commit } = await startRepository()
    const head = await commit({
      'text.txt': 'one\r\n$Id$ $Format:%H$\n',
      'left.txt': 'left\n',
    })
    await gitIn(folder, 'config', 'filter.shout.smudge', 'tr a-z A-Z')
    await gitIn(folder, 'config', 'core.autocrlf', 'true')
    const attributes = '* text eol=crlf ident export-subst filter=shout\nleft.txt export-ignore\n'
    const next = await commit({ '.gitattributes': attributes })
    expect(next).not.toBe(head)
    const to = await written(folder, next)
    expect(await readFile(join(to, 'left.txt'), 'utf8')).toBe('left\n')
    const blob = await gitIn(folder, 'cat-file', 'blob', `${next}:text.txt`)
    expect((await readFile(join(to, 'text.txt'), 'utf8')).trim()).toBe(blob)
  })

  it('writes all of a commit from a shallow clone, and nothing that the work tree holds besides', async () => {
    const { folder, commit } = await startRepository()
    await commit({ old: 'old' })
    await commit({ old: null, new: 'new' })
    const clone = await cloneOf(folder, '--depth=1')
    const to = await written(clone, await gitIn(clone, 'rev-parse', 'HEAD'))
    expect(await readFile(join(to, 'new'), 'utf8')).toBe('new')
    await expect(lstat(join(to, 'old'))).rejects.toThrow('ENOENT')
  })
})

describe('the time of a commit', () => {
  it('is that of the committer, whatever the time zone and the author', async () => {
    const { folder } = await startRepository()
    vi.stubEnv('GIT_COMMITTER_DATE', '1700000000 +1130')
    vi.stubEnv('GIT_AUTHOR_DATE', '1600000000 -0800')
    await gitIn(folder, 'commit', '--quiet', '--allow-empty', '--message=committer x <a> 5 +0000')
    const head = await gitIn(folder, 'rev-parse', 'HEAD')
    expect(await readCommitTime(openClone(folder, signal), head)).toEqual(new Date(1_700_000_000_000))
  })
})
