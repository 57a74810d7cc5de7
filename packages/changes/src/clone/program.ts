import { OutsideError } from '@suite/errors'
import type { Ended } from '@suite/program'
import { changesReasons } from '../reasons.ts'

/** Runs git in a clone and gives what it printed, as bytes. */
export type Git = (...args: readonly string[]) => Promise<Buffer>

export const fetchWhole = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'
const runInClone = 'Run where git is, in a clone that belongs to the user of the runner.'

/** A replacement object or a pattern in a path would answer with something else than was asked for. */
const pinned = ['--no-pager', '--no-replace-objects', '--literal-pathspecs']

/** Git ended with 1 and without a word, which is how it says that nothing was found. */
export class FoundNothing extends OutsideError {}

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

/** The largest answer that is taken: more than any file or tree that a rule is about. */
const mostBytes = 512 * 1024 * 1024

/**
 * Git, told to stop with the run. Only plumbing is called by it: that reads no setting of the user which would change
 * an answer.
 * @throws OutsideError `git-failed` with the last line that git wrote to standard error; {@link FoundNothing} where it
 * wrote none and ended with 1
 */
export function createGit(clone: string, signal: AbortSignal): Git {
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.includes(name))),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  return async (...args) => {
    const failed = (said: string, fix: string, options?: ErrorOptions) =>
      new OutsideError(
        changesReasons['git-failed'],
        `git ${args[0]} failed in ${clone}: ${said}`,
        fix,
        options,
      )
    // Most runs ask an API, and do not wait for what starts programs.
    const { runProgram } = await import('@suite/program')
    const call = { file: 'git', args: [...pinned, ...args], cwd: clone, environment, signal, mostBytes }
    const ended = await runProgram(call).catch((error: Error) => {
      throw failed(error.message, runInClone, { cause: error })
    })
    // One that is told to stop may have printed a part and still end with 0.
    if (ended.exitCode === 0 && ended.stopped === undefined && !ended.cut) return ended.stdout
    const said = ended.stderr.toString('utf8').trim().split('\n').at(-1)
    if (ended.exitCode === 1 && ended.stopped === undefined && !said)
      throw new FoundNothing(
        changesReasons['git-failed'],
        `git ${args[0]} found nothing in ${clone}`,
        fetchWhole,
      )
    throw failed(said || wordsFor(ended), fixFor(said ?? ''))
  }
}

function wordsFor(ended: Ended): string {
  if (ended.stopped !== undefined) return 'the run was told to stop'
  if (ended.cut) return `it printed more than ${mostBytes} bytes`
  return `it ended with ${ended.exitCode ?? ended.signal}`
}

function fixFor(said: string): string {
  return /not a git repository|dubious ownership/.test(said) ? runInClone : fetchWhole
}
