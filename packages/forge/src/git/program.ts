import { execFile } from 'node:child_process'
import { OutsideError } from '@suite/errors'

/** Runs git in a clone and gives what it printed, as bytes. */
export type Git = (...args: readonly string[]) => Promise<Buffer>

export const fetchWhole = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'

/** A replacement object or a pattern in a path would answer with something else than was asked for. */
const pinned = ['--no-pager', '--no-replace-objects', '--literal-pathspecs']

/** Names where git would look for another repository than that of its folder. `git rev-parse --local-env-vars` */
const elsewhere = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]

/**
 * Git without a shell, told to stop with the run. Only plumbing is called by it: that reads no setting of the user
 * which would change an answer.
 * @throws OutsideError `git-failed` with the last line that git wrote to standard error
 */
export function createGit(clone: string, signal: AbortSignal): Git {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.includes(name))),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  return (...args) =>
    new Promise((resolve, reject) => {
      const options = { cwd: clone, env, signal, encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 } as const
      execFile('git', [...pinned, ...args], options, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout)
        const said = stderr.toString('utf8').trim().split('\n').at(-1) || wordsFor(error)
        const what = `git ${args[0]} failed in ${clone}: ${said}`
        reject(new OutsideError('git-failed', what, fixFor(said), { cause: error }))
      })
    })
}

function wordsFor({ name, code }: Error & { readonly code?: unknown }): string {
  if (name === 'AbortError') return 'the run was told to stop'
  // All that merge-base says of commits without a common ancestor is its exit code.
  return code === 1 ? 'nothing was found' : `it ended with ${String(code)}`
}

function fixFor(said: string): string {
  return /ENOENT|not a git repository|dubious ownership/.test(said)
    ? 'Run where git is, in a clone that belongs to the user of the runner.'
    : fetchWhole
}
