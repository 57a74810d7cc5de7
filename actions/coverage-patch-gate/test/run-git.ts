import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const variables = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}

/** Runs git in a folder, without the configuration of the user or the machine; returns what it printed. */
export async function runGit(folder: string, ...args: readonly string[]): Promise<string> {
  return (await run('git', args, { cwd: folder, env: variables })).stdout.trim()
}
