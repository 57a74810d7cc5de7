import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { encodePath } from '../src/path-bytes.ts'

const run = promisify(execFile)

/** Runs git in a folder, without the user's settings. Returns what it printed. */
export async function gitIn(folder: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return (await run('git', args, { cwd: folder, env })).stdout.trim()
}

/** A folder for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'git-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A clone for one test, made with the given options of `git clone`. */
export async function cloneOf(origin: string, ...options: readonly string[]): Promise<string> {
  const folder = await temporaryFolder()
  await gitIn(folder, 'clone', '--quiet', ...options, `file://${origin}`, '.')
  return folder
}

/** What a commit of {@link startRepository} does to a path; `null` removes it. */
type Change = string | Buffer | { readonly symlink: string } | { readonly executable: string } | null

/** An empty repository for one test, whose files are written to disk and committed. */
export async function startRepository(...options: readonly string[]) {
  const folder = await temporaryFolder()
  await gitIn(folder, 'init', '--quiet', '--initial-branch=main', ...options)
  await gitIn(folder, 'config', 'user.name', 'Ada')
  await gitIn(folder, 'config', 'user.email', 'ada@example.com')
  await gitIn(folder, 'config', 'core.autocrlf', 'false')
  return {
    folder,
    /** @param files by their paths, as `decodePath` returns them */
    async commit(files: Readonly<Record<string, Change>>): Promise<string> {
      for (const [path, change] of Object.entries(files)) await write(folder, path, change)
      await gitIn(folder, 'add', '--all', '--force')
      await gitIn(folder, 'commit', '--quiet', '--allow-empty', '--message=change')
      return gitIn(folder, 'rev-parse', 'HEAD')
    },
  }
}

/** Writes one file on disk. */
export async function write(folder: string, path: string, change: Change): Promise<void> {
  const place = placeOf(folder, path)
  await rm(place, { recursive: true, force: true })
  if (change === null) return
  const parent = path.lastIndexOf('/')
  if (parent !== -1) await mkdir(placeOf(folder, path.slice(0, parent)), { recursive: true })
  if (typeof change === 'string' || Buffer.isBuffer(change)) await writeFile(place, change)
  else if ('symlink' in change) await symlink(change.symlink, place)
  else await writeFile(place, change.executable, { mode: 0o755 })
}

function placeOf(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), encodePath(path)])
}
