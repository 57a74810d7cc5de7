import { execFile } from 'node:child_process'
import { Refusal } from './refusal.ts'

/** Reads something of a clone with git: the text it printed, without the last line end; undefined: git said no. */
export type Git = (...args: readonly string[]) => Promise<string | undefined>

/** What a hook of git that starts this would be told of its own repository. `git rev-parse --local-env-vars` */
const elsewhere =
  /^GIT_(ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|DIR|GRAFT_FILE|INDEX_FILE|NAMESPACE|OBJECT_DIRECTORY|PREFIX|SHALLOW_FILE|WORK_TREE)$/

/**
 * Git in a folder, made to write nothing: it takes no lock, so `status` leaves the index as it is, fetches no object
 * that is missing, and starts no monitor of files.
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
  return (...args) =>
    new Promise((resolve, reject) => {
      execFile('git', ['-c', 'core.fsmonitor=false', ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout.replace(/\n$/, ''))
        else if (error.code === 'ENOENT')
          reject(new Refusal(`git cannot be started in ${folder}: is it in PATH, and is the folder there?`))
        else if (/dubious ownership/.test(stderr)) reject(new Refusal(stderr.trim()))
        else resolve(undefined)
      })
    })
}
