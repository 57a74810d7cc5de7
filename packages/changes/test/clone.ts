import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

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
