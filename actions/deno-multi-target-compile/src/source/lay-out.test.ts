import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openClone } from '@suite/changes/clone'
import { describe, expect, it, vi } from 'vitest'
import {
  cloneOf,
  gitIn,
  startRepository,
  temporaryFolder,
  write,
} from '../../../../packages/changes/test/clone.ts'
import { type LayOutTerms, layOutCommit } from './lay-out.ts'

const signal = new AbortController().signal

async function layOut(clone: string, terms: Partial<LayOutTerms> = {}) {
  const to = join(await temporaryFolder(), 'source')
  return layOutCommit(openClone(clone, signal), { to, include: [], workingDirectory: '.', ...terms })
}

const refusalOf = (clone: string, terms?: Partial<LayOutTerms>) =>
  layOut(clone, terms).then(
    () => 'accepted',
    (error: Error & { readonly reason?: string }) => `${error.reason}: ${error.message}`,
  )

const files = {
  'deno.json': '{}',
  'src/main.ts': 'x',
  'src/run.sh': { executable: 'y' },
  'src/l': { symlink: 'main.ts' },
}

async function repository() {
  vi.stubEnv('GIT_COMMITTER_DATE', '1700000000 +0000')
  const { folder, commit } = await startRepository()
  return { folder, head: await commit(files), commit }
}

describe('laying out a commit', () => {
  it('gives every file, folder and symlink the time of the commit, so that two builds are equal', async () => {
    const { folder, head } = await repository()
    const laid = await layOut(folder)
    expect(laid).toMatchObject({ commit: head, files: 4, included: [], left: [] })
    const places = ['', 'deno.json', 'src', 'src/main.ts', 'src/run.sh', 'src/l'].map((path) =>
      join(laid.folder, path),
    )
    const times = await Promise.all(places.map(async (place) => (await lstat(place)).mtimeMs))
    expect(new Set(times)).toEqual(new Set([1_700_000_000_000]))
    expect(laid.time).toEqual(new Date(1_700_000_000_000))
    expect((await lstat(join(laid.folder, 'src/run.sh'))).mode & 0o777).toBe(0o755)
    expect(await readlink(join(laid.folder, 'src/l'))).toBe('main.ts')
  })

  it('removes what an earlier run left in the folder', async () => {
    const { folder } = await repository()
    const to = join(await temporaryFolder(), 'source')
    await mkdir(to)
    await writeFile(join(to, 'deno.lock'), 'planted')
    const laid = await layOut(folder, { to })
    expect(await readdir(laid.folder)).toEqual(['deno.json', 'src'])
  })

  it('leaves untracked files out and lists them, so that nobody ships what is in no commit', async () => {
    const { folder } = await repository()
    await writeFile(join(folder, '.env'), 'SECRET=1')
    const laid = await layOut(folder)
    expect(laid.left).toEqual(['.env'])
    await expect(lstat(join(laid.folder, '.env'))).rejects.toThrow('ENOENT')
  })

  it('works from a shallow clone', async () => {
    const { folder, commit } = await repository()
    const head = await commit({ more: 'x' })
    expect(await layOut(await cloneOf(folder, '--depth=1'))).toMatchObject({ commit: head, files: 5 })
  })

  it('fails for a tracked file that was edited, and names it', async () => {
    const { folder, head } = await repository()
    await writeFile(join(folder, 'src/main.ts'), 'edited')
    expect(await refusalOf(folder)).toBe(
      `tree-dirty: src/main.ts is not as in the commit ${head.slice(0, 12)}`,
    )
  })

  it('fails for submodules, Git LFS, symlinks that leave, and colliding names, all at once', async () => {
    const { folder, commit } = await repository()
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1\n`
    await commit({ 'big.bin': pointer, out: { symlink: '../..' }, 'SRC/x': 'x' })
    const head = await gitIn(folder, 'rev-parse', 'HEAD')
    await gitIn(folder, 'update-index', '--add', '--cacheinfo', `160000,${head},vendor/lib`)
    await gitIn(folder, 'commit', '--quiet', '--message=submodule')
    await mkdir(join(folder, 'vendor/lib'), { recursive: true })
    const said = await refusalOf(folder)
    expect(said).toMatch(/^source-unusable: /)
    for (const part of [
      'vendor/lib is a submodule',
      'big.bin is a pointer',
      'out is a symlink that',
      'src and SRC',
    ].slice(0, 3))
      expect(said).toContain(part)
    expect(said).toMatch(/(src and SRC|SRC and src) are one name/)
  })
})

describe('include', () => {
  async function withUntracked() {
    const { folder } = await repository()
    for (const path of ['dist/a.js', 'dist/b/c.js', 'dist/b/d.txt', 'new.ts']) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), path)
    }
    return folder
  }

  it('lets the untracked files of a folder or a glob in, and nothing else', async () => {
    const folder = await withUntracked()
    const laid = await layOut(folder, { include: ['dist/b', 'dist/*.js', 'src/main.ts', 'npm:ms@2'] })
    expect(laid.included).toEqual(['dist/a.js', 'dist/b/c.js', 'dist/b/d.txt'])
    expect(laid.includeArguments).toEqual(['./dist/b', './dist/a.js', './src/main.ts', 'npm:ms@2'])
    expect(laid.left).toEqual(['dist/', 'new.ts'])
    expect(await readFile(join(laid.folder, 'dist/b/d.txt'), 'utf8')).toBe('dist/b/d.txt')
    expect((await lstat(join(laid.folder, 'dist'))).mtimeMs).toBe(1_700_000_000_000)
    await expect(lstat(join(laid.folder, 'new.ts'))).rejects.toThrow('ENOENT')
  })

  it('is read from the working directory', async () => {
    const folder = await withUntracked()
    const laid = await layOut(folder, { include: ['../dist/a.js', 'main.ts'], workingDirectory: 'src' })
    expect(laid.includeArguments).toEqual(['../dist/a.js', './main.ts'])
    expect(laid.included).toEqual(['dist/a.js'])
  })

  it.each([
    ['nothing.ts', 'matches no file'],
    ['*.none', 'matches no file'],
    ['../x', 'is outside of the repository'],
    ['/etc/passwd', 'is not a path from working-directory'],
    ['file:///etc/passwd', 'is not a path from working-directory'],
    ['!dist', 'name that in exclude'],
    ['.git/config', 'is a folder of git'],
  ])('refuses %s', async (line, message) => {
    const folder = await withUntracked()
    expect(await refusalOf(folder, { include: [line] })).toContain(message)
  })

  it('refuses a symlink that leads out, also in the middle of a path', async () => {
    const folder = await withUntracked()
    const outside = await temporaryFolder()
    await writeFile(join(outside, 'secret'), 'x')
    await symlink(outside, join(folder, 'out'))
    expect(await refusalOf(folder, { include: ['out'] })).toContain('out is a symlink that leaves')
    expect(await refusalOf(folder, { include: ['out/secret'] })).toContain(
      'a symlink leads out of the repository',
    )
    await write(folder, 'dist/far', { symlink: '../../..' })
    expect(await refusalOf(folder, { include: ['dist'] })).toContain('dist/far is a symlink that leaves')
  })

  it('never lets the folder of git in', async () => {
    const folder = await withUntracked()
    const laid = await layOut(folder, { include: ['.'] })
    expect(laid.included).toEqual(['dist/a.js', 'dist/b/c.js', 'dist/b/d.txt', 'new.ts'])
  })
})
