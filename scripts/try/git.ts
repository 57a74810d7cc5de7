import { execFile } from 'node:child_process'
import { findProgram } from '../../packages/program/src/index.ts'
import { Refusal } from './refusal.ts'

/** Reads from a clone with git. Returns the printed text without its trailing newline; undefined if git fails. */
export type Git = (...args: readonly string[]) => Promise<string | undefined>

/** The variables that a git hook would set for its own repository. `git rev-parse --local-env-vars` */
const elsewhere =
  /^GIT_(ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|DIR|GRAFT_FILE|INDEX_FILE|NAMESPACE|OBJECT_DIRECTORY|PREFIX|SHALLOW_FILE|WORK_TREE)$/

/**
 * Returns git in a folder, with options that prevent writing: it takes no lock, so that `status` leaves the index
 * unchanged, fetches no missing object, and starts no file monitor.
 */
export function readingGit(folder: string): Git {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.test(name))),
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  const options = { cwd: folder, env, maxBuffer: 512 * 1024 * 1024 }
  // Windows would search the clone first, which may hold a program of that name.
  const program = findProgram('git', process.env)
  return async (...args) => {
    const path = await program
    if (path === undefined) throw new Refusal('git cannot be started: it is not in PATH')
    return new Promise((resolve, reject) => {
      execFile(path, ['-c', 'core.fsmonitor=false', ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout.replace(/\n$/, ''))
        else if (error.code === 'ENOENT')
          reject(new Refusal(`git cannot be started in ${folder}: is it in PATH, and is the folder there?`))
        else if (/dubious ownership/.test(stderr)) reject(new Refusal(stderr.trim()))
        else resolve(undefined)
      })
    })
  }
}
