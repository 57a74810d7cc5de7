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

/** Clones a repository with git, without the user's own configuration. */
export async function cloneRepository(url: string, author: string): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-clone-'))
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
  const git = (...args: string[]) => execute('git', args, { cwd: folder, env })
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
