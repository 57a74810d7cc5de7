import { commonReasons, OutsideError } from '@suite/errors'
import type { Ended, Variables } from '@suite/program'
import { changesReasons } from '../reasons.ts'

/** A call of git. */
export interface GitCall {
  readonly args: readonly string[]
  /** The standard input of git. */
  readonly input?: Uint8Array
  /** Receives the output piece by piece. The call then returns no output. An error that it throws fails the call. */
  readonly onOutput?: (chunk: Buffer) => void
  /** Whether the exit code 1 counts as 0, even if git writes to standard error. */
  readonly mayEndWith1?: boolean
}

/** Git in one clone. All functions return its whole output. */
export interface Git {
  /** @throws OutsideError `git-failed` with what git wrote to standard error */
  git(...args: readonly string[]): Promise<Buffer>
  /** @throws OutsideError `git-failed` as {@link git} */
  callGit(call: GitCall): Promise<Buffer>
  /**
   * Runs a command that exits with 1 and prints nothing if it finds nothing.
   * @returns undefined if it found nothing
   * @throws OutsideError `git-failed` as {@link git}
   */
  findWithGit(...args: readonly string[]): Promise<Buffer | undefined>
}

/** A local clone. */
export interface Clone extends Git {
  readonly folder: string
  readonly signal: AbortSignal
  readonly options: GitOptions
}

export const fetchWhole = 'Fetch all that is compared: fetch-depth: 0 in actions/checkout.'
const askForLess = 'Split the change, or keep such large files out of it.'
const runAgain = 'Run again; if it happens again, report it with the version of git.'
const runInClone =
  'Run where git is, in a clone that belongs to the user of the runner. A clone in a folder below, as with `path` of actions/checkout, is not looked for.'
const fetchContents =
  'Fetch the contents of the files, too: leave out `filter` of actions/checkout, and set fetch-depth: 0.'

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

const always = { GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }

/** The largest output that is read. No file, tree or difference that a rule reads is larger. */
const mostBytesOfAnswer = 512 * 1024 * 1024

/** Returns the variables of this process without those that lead git elsewhere. */
export function variablesOfClone(): Variables {
  return withoutVariables((name) => elsewhere.includes(name))
}

/** Returns the variables of this process without those that git reads, except for the folder of its programs. */
export function variablesWithoutGit(): Variables {
  return withoutVariables((name) => name.startsWith('GIT_') && name !== 'GIT_EXEC_PATH')
}

function withoutVariables(isLeftOut: (name: string) => boolean): Variables {
  // Windows compares the names of variables in any case of letters, so git also reads `Git_Dir` there.
  const spelled = (name: string) => (process.platform === 'win32' ? name.toUpperCase() : name)
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isLeftOut(spelled(name))))
}

/** How git is run. */
export interface GitOptions {
  /** The environment of git; {@link variablesOfClone} by default. */
  readonly variables?: Variables
  /** The largest output that is read, in bytes. */
  readonly mostBytes?: number
  /** When the run must have ended. Git is stopped then. */
  readonly deadline?: GitDeadline
}

export interface GitDeadline {
  /** Milliseconds that the run was given. */
  readonly total: number
  /** Milliseconds that are left. */
  remaining(): number
}

/** Returns a clone with its git, which is stopped with the run. */
export function openClone(folder: string, signal: AbortSignal, options: GitOptions = {}): Clone {
  return { folder, signal, options, ...createGit(folder, signal, options) }
}

/**
 * Returns git for a clone. It is stopped with the run. Only plumbing commands are called: no setting of the user
 * changes their answers.
 * @throws OutsideError `git-failed` from its functions, as {@link Git} says
 */
export function createGit(clone: string, signal: AbortSignal, options: GitOptions = {}): Git {
  const { variables = variablesOfClone(), mostBytes = mostBytesOfAnswer, deadline } = options
  const environment = { ...variables, ...always }
  const failure = (args: readonly string[], said: string, fix: string, options?: ErrorOptions) => {
    const what = `git ${commandOf(args)} failed in ${clone}: ${said}`
    return new OutsideError(changesReasons['git-failed'], what, fix, options)
  }

  async function find({ args, input, onOutput, mayEndWith1 = false }: GitCall): Promise<Buffer | undefined> {
    // Most runs use an API, and need not load the code that starts programs.
    const { runProgram } = await import('@suite/program')
    const reader = onOutput && readerOf(onOutput, mostBytes)
    const ended = await runProgram({
      file: 'git',
      args: [...pinned, ...args],
      cwd: clone,
      environment,
      signal: reader ? AbortSignal.any([signal, reader.hasFailed]) : signal,
      mostBytes,
      ...(deadline && { timeout: deadline.remaining() }),
      ...(input && { input }),
      ...(reader && { onOutput: reader.add }),
    }).catch((error: Error) => {
      throw failure(args, error.message, runInClone, { cause: error })
    })
    if (ended.stopped === 'deadline') throw late(args, clone, deadline)
    const unread = reader?.failure()
    if (unread) throw failure(args, unread.message, unread.fix, { cause: unread.cause })
    if (ended.cut) throw failure(args, printedTooMuch(mostBytes), askForLess)
    // If git is stopped, it may have printed a part and still exit with 0.
    const isAnswer = ended.exitCode === 0 || (mayEndWith1 && ended.exitCode === 1)
    if (isAnswer && ended.stopped === undefined) return ended.stdout
    const said = wordsIn(ended.stderr.toString('utf8'))
    const isNothing = ended.exitCode === 1 && ended.stdout.length === 0 && !said
    if (isNothing && ended.stopped === undefined) return undefined
    throw failure(args, said || wordsFor(ended), fixFor(said ?? ''))
  }

  async function callGit(call: GitCall): Promise<Buffer> {
    const found = await find(call)
    if (found !== undefined) return found
    throw failure(call.args, 'it found nothing', fetchWhole)
  }

  return {
    findWithGit: (...args) => find({ args }),
    git: (...args) => callGit({ args }),
    callGit,
  }
}

interface Unread {
  readonly message: string
  readonly fix: string
  readonly cause?: unknown
}

/** Passes the output on, until that fails or the output is too large. `hasFailed` then stops git. */
function readerOf(onOutput: (chunk: Buffer) => void, mostBytes: number) {
  const stop = new AbortController()
  let unread: Unread | undefined
  let bytes = 0
  const fail = (why: Unread) => {
    unread = why
    stop.abort()
  }
  return {
    hasFailed: stop.signal,
    failure: () => unread,
    add(chunk: Buffer) {
      bytes += chunk.length
      if (unread) return
      if (bytes > mostBytes) return fail({ message: printedTooMuch(mostBytes), fix: askForLess })
      try {
        onOutput(chunk)
      } catch (cause) {
        fail({ message: cause instanceof Error ? cause.message : String(cause), fix: runAgain, cause })
      }
    },
  }
}

function commandOf(args: readonly string[]): string | undefined {
  return args.find((arg, at) => arg !== '-c' && args[at - 1] !== '-c')
}

function late(args: readonly string[], clone: string, deadline: GitDeadline | undefined): OutsideError {
  return new OutsideError(
    commonReasons['deadline-passed'],
    `git ${commandOf(args)} in ${clone} did not end within the ${(deadline?.total ?? 0) / 1_000} s of the run`,
    'Run again. Raise `timeout` only if the repository is known to be slow to read.',
  )
}

/** Returns the line in which git says what is wrong: advice may follow it. Without such a line, the last one. */
function wordsIn(stderr: string): string | undefined {
  const lines = stderr.trim().split('\n')
  return lines.findLast((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1)
}

function wordsFor(ended: Ended): string {
  return ended.stopped !== undefined
    ? 'the run was stopped'
    : `it ended with ${ended.exitCode ?? ended.signal}`
}

function printedTooMuch(mostBytes: number): string {
  return `it printed more than ${mostBytes} bytes`
}

function fixFor(said: string): string {
  if (/not a git repository|dubious ownership/.test(said)) return runInClone
  return /unable to read|promisor|lazy fetch/i.test(said) ? fetchContents : fetchWhole
}
