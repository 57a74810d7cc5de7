import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A working copy of a developer. */
export interface Clone {
  /** Writes files, commits them on a branch and pushes it with git. */
  push(branch: string, message: string, files: Readonly<Record<string, string>>): Promise<void>
  remove(): Promise<void>
}

/**
 * Checks a ref out into a new folder as actions/checkout does: this commit and its parents, and nothing else.
 * @returns the folder, which the caller removes
 */
export async function checkOut(url: string, ref: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-checkout-'))
  const git = gitIn(folder, 'runner')
  await git('init', '--quiet')
  await git('fetch', '--quiet', '--depth=2', url, ref)
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
  return folder
}

/** Clones a repository with git, without the user's own configuration. */
export async function cloneRepository(url: string, author: string): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-clone-'))
  const git = gitIn(folder, author)
  await git('clone', '--quiet', url, '.')
  return {
    async push(branch, message, files) {
      const { stdout } = await git('branch', '--list', branch)
      await git('checkout', '--quiet', ...(stdout === '' ? ['-b', branch] : [branch]))
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), content)
      }
      await git('add', '--all')
      await git('commit', '--quiet', '--message', message)
      await git('push', '--quiet', '--set-upstream', 'origin', branch)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function gitIn(folder: string, author: string) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: `${author}@example.com`,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: `${author}@example.com`,
  }
  return (...args: string[]) => execute('git', args, { cwd: folder, env })
}
