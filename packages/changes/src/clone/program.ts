import { OutsideError } from '@suite/errors'
import type { Ended } from '@suite/program'
import { changesReasons } from '../reasons.ts'

/** Git in one clone. Both return what it printed. */
export interface Git {
  /** @throws OutsideError `git-failed` with the last line that git wrote to standard error */
  git(...args: readonly string[]): Promise<Buffer>
  /**
   * For a command that ends with 1 and without a word if it finds nothing.
   * @returns undefined if it found nothing
   * @throws OutsideError `git-failed` as {@link git}
   */
  findWithGit(...args: readonly string[]): Promise<Buffer | undefined>
}

export const fetchWhole = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'
const runInClone = 'Run where git is, in a clone that belongs to the user of the runner.'

/** With a replacement object, or a pattern in a path, git would answer for something else. */
const pinned = ['--no-pager', '--no-replace-objects', '--literal-pathspecs']

/** Variables that lead git to another repository than that of its folder. `git rev-parse --local-env-vars` */
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

/** The largest answer that is read: more than any file or tree that a rule is about. */
const mostBytes = 512 * 1024 * 1024

/**
 * Returns git for a clone. It is stopped with the run. Only plumbing commands are called: no setting of the user
 * changes their answers.
 */
export function createGit(clone: string, signal: AbortSignal): Git {
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.includes(name))),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  const failure = (command: string | undefined, said: string, fix: string, options?: ErrorOptions) =>
    new OutsideError(changesReasons['git-failed'], `git ${command} failed in ${clone}: ${said}`, fix, options)

  async function findWithGit(...args: readonly string[]): Promise<Buffer | undefined> {
    // Most runs ask an API, and do not wait for the code that starts programs.
    const { runProgram } = await import('@suite/program')
    const call = { file: 'git', args: [...pinned, ...args], cwd: clone, environment, signal, mostBytes }
    const ended = await runProgram(call).catch((error: Error) => {
      throw failure(args[0], error.message, runInClone, { cause: error })
    })
    // A git that is told to stop may have printed a part and still end with 0.
    if (ended.exitCode === 0 && ended.stopped === undefined && !ended.cut) return ended.stdout
    const said = ended.stderr.toString('utf8').trim().split('\n').at(-1)
    if (ended.exitCode === 1 && ended.stopped === undefined && !said) return undefined
    throw failure(args[0], said || wordsFor(ended), fixFor(said ?? ''))
  }

  return {
    findWithGit,
    async git(...args) {
      const found = await findWithGit(...args)
      if (found !== undefined) return found
      throw failure(args[0], 'it found nothing', fetchWhole)
    },
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
