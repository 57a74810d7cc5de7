import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cloneOf, gitIn, startRepository, write } from '../../test/clone.ts'
import { changedInWorkTree, openClone, readEntries, untrackedPaths } from './index.ts'

const signal = new AbortController().signal

async function changesIn(folder: string, clone = openClone(folder, signal)) {
  const commit = await gitIn(folder, 'rev-parse', 'HEAD')
  return changedInWorkTree(clone, commit, await readEntries(clone, commit))
}

async function repository() {
  const { folder, commit } = await startRepository()
  await commit({
    'main.ts': 'one\n',
    'tool.sh': { executable: 'two\n' },
    'a/b.ts': 'three\n',
    link: { symlink: 'main.ts' },
    'caf\udce9.ts': 'four\n',
  })
  return folder
}

describe('what differs from the commit', () => {
  it('is nothing in a fresh clone, also if it is shallow', async () => {
    const folder = await repository()
    expect(await changesIn(folder)).toEqual([])
    expect(await changesIn(await cloneOf(folder, '--depth=1'))).toEqual([])
  })

  it('is each file that was edited, removed, replaced or made executable, and nothing that is untracked', async () => {
    const folder = await repository()
    await writeFile(join(folder, 'main.ts'), 'other\n')
    await chmod(join(folder, 'tool.sh'), 0o644)
    await rm(join(folder, 'a'), { recursive: true })
    await write(folder, 'link', 'main.ts')
    await write(folder, 'caf\udce9.ts', 'other\n')
    await writeFile(join(folder, 'new.ts'), 'new\n')
    expect(await changesIn(folder)).toEqual(['a/b.ts', 'caf\udce9.ts', 'link', 'main.ts', 'tool.sh'])
  })

  it('is also what only the index shows: an added file, and an edit that the disk does not have', async () => {
    const folder = await repository()
    await writeFile(join(folder, 'added.ts'), 'new\n')
    await gitIn(folder, 'add', 'added.ts')
    await writeFile(join(folder, 'main.ts'), 'staged\n')
    await gitIn(folder, 'add', 'main.ts')
    await writeFile(join(folder, 'main.ts'), 'one\n')
    expect(await changesIn(folder)).toEqual(['added.ts', 'main.ts'])
  })

  it('cannot be hidden by a flag of the index', async () => {
    const folder = await repository()
    await gitIn(folder, 'update-index', '--assume-unchanged', 'main.ts')
    await gitIn(folder, 'update-index', '--skip-worktree', 'a/b.ts')
    await writeFile(join(folder, 'main.ts'), 'other\n')
    await writeFile(join(folder, 'a/b.ts'), 'other\n')
    expect(await changesIn(folder)).toEqual(['a/b.ts', 'main.ts'])
  })

  it('leaves out modes on a disk that has none, and files that a sparse checkout left out', async () => {
    const folder = await repository()
    await chmod(join(folder, 'tool.sh'), 0o644)
    await gitIn(folder, 'config', 'core.fileMode', 'false')
    await gitIn(folder, 'sparse-checkout', 'set', '--no-cone', '/*', '!/a/')
    expect(await changesIn(folder)).toEqual([])
  })

  it('is the same when asked in a folder below', async () => {
    const folder = await repository()
    await writeFile(join(folder, 'main.ts'), 'other\n')
    const below = openClone(join(folder, 'a'), signal)
    expect(await changesIn(folder, below)).toEqual(['main.ts'])
  })
})

it('lists what is untracked without what is ignored, and a folder as one path', async () => {
  const folder = await repository()
  await write(folder, '.git/info/exclude', 'ignored/\n')
  await mkdir(join(folder, 'ignored'))
  await mkdir(join(folder, 'fresh'))
  await Promise.all(
    ['ignored/x', 'fresh/x', 'fresh/y', 'a/new.ts'].map((path) => writeFile(join(folder, path), '')),
  )
  expect(await untrackedPaths(openClone(join(folder, 'a'), signal))).toEqual(['a/new.ts', 'fresh/'])
})
