import { execFile } from 'node:child_process'
import { OutsideError } from '@suite/errors'

/** Runs git in a clone and gives what it printed, as bytes. */
export type Git = (...args: readonly string[]) => Promise<Buffer>

/**
 * Git with every setting pinned that could change an answer, without a shell, and told to stop with the run.
 * @throws OutsideError `git-failed` with the last line that git wrote to standard error
 */
export function createGit(clone: string, signal: AbortSignal): Git {
  const pinned = [
    '-c',
    'core.quotePath=false',
    '-c',
    'core.fsmonitor=false',
    '--no-pager',
    '--literal-pathspecs',
  ]
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  return (...args) =>
    new Promise((resolve, reject) => {
      const options = { cwd: clone, env, signal, encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 } as const
      execFile('git', [...pinned, ...args], options, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout)
        const said = stderr.toString('utf8').trim().split('\n').at(-1) ?? ''
        const fix = /shallow|bad object|unknown revision|not a valid object/i.test(said)
          ? 'Fetch the commits that are compared: fetch-depth: 0 in actions/checkout.'
          : 'Run where git and a clone are.'
        reject(new OutsideError('git-failed', `git ${args[0]} failed: ${said}`, fix, { cause: error }))
      })
    })
}
