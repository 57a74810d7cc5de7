import { exec } from '@actions/exec'
import { which } from '@actions/io'
import { endDescendants } from '@suite/program'
import { visible } from '@suite/report'
import type { Run } from '@suite/runner'
import { childEnvironment } from './child-environment.ts'
import { readLines } from './line-reader.ts'
import type { Command, Programs, RunOptions } from './ports.ts'

/** How many lines of the output of a command are kept. */
const keptLines = 2_000

/** Milliseconds to wait for the rest of the output once a program has ended. */
const drainTime = 3_000

/** What a run of programs needs from the run of the action. */
export interface ProgramsOptions {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal
  /** Milliseconds that are left. */
  readonly remaining: () => number
  /** @throws if the run is cancelled or its time is over */
  readonly check: Run<unknown>['pause']
}

/**
 * Runs the programs of the runner with `@actions/exec`, which finds `npm.cmd` on Windows and quotes for it. Nothing that
 * they started runs on after the deadline or a cancelled run.
 */
export function createPrograms({ variables, signal, remaining, check }: ProgramsOptions): Programs {
  const environment = childEnvironment(variables)

  async function execute(
    { program, args }: Command,
    folder: string,
    listeners: Listeners,
  ): Promise<number | undefined> {
    const goOn = () =>
      check(
        `running ${visible([program, ...args].join(' '))}`,
        'look at the end of its output for what it waited for',
      )
    await goOn()
    const path = await which(program, false)
    if (path === '') return undefined
    const end = () => void endDescendants()
    const timer = setTimeout(end, Math.max(0, remaining()))
    signal.addEventListener('abort', end, { once: true })
    try {
      return await exec(quoted(path), [...args], {
        cwd: folder,
        env: environment,
        silent: true,
        ignoreReturnCode: true,
        input: nothing,
        // A program that a script left running may hold the output open.
        delay: drainTime,
        listeners,
      })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      await goOn()
    }
  }

  return {
    async run(command: Command, { folder, onLine }: RunOptions) {
      const lastLines: string[] = []
      const keep = (line: string) => {
        if (lastLines.push(line) > keptLines) lastLines.shift()
        onLine?.(line)
      }
      const [stdout, stderr] = [readLines(keep), readLines(keep)]
      const startedAt = performance.now()
      const exitCode = await execute(command, folder, { stdout: stdout.add, stderr: stderr.add })
      for (const stream of [stdout, stderr]) stream.end()
      return exitCode === undefined
        ? undefined
        : { exitCode, lastLines, milliseconds: performance.now() - startedAt }
    },
    async ask(command, folder) {
      const printed: Buffer[] = []
      const exitCode = await execute(command, folder, { stdout: (piece) => printed.push(piece) })
      return exitCode === 0 ? Buffer.concat(printed).toString('utf8') : undefined
    },
  }
}

/**
 * Ends the standard input at once. Without it, a program that reads would wait until the deadline. `exec` gives this to
 * `stdin.end`, which takes a function for its callback and writes nothing: to write even an empty text fails if the
 * program has ended already.
 */
const nothing = (() => {}) as unknown as Buffer

/** Quotes a path such as `C:\Program Files\nodejs\\npm.cmd`, because `exec` splits its first argument at spaces. */
function quoted(path: string): string {
  return `"${path.replaceAll('"', '\\"')}"`
}

interface Listeners {
  readonly stdout?: (piece: Buffer) => void
  readonly stderr?: (piece: Buffer) => void
}
