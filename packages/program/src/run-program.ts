import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Ended } from './ended.ts'
import type { Variables } from './environment.ts'
import { keepPrinted } from './printed.ts'

export interface ProgramCall {
  /** A path, or a name that is looked up on `environment.PATH`. */
  readonly file: string
  /** Each reaches the program as it is: there is no shell. */
  readonly args: readonly string[]
  /** All that the program sees of it: nothing is inherited. */
  readonly environment: Variables
  readonly cwd?: string
  /** In milliseconds, from the start; without it the program takes the time it takes. */
  readonly timeout?: number
  /** Aborted when the run is cancelled: the program is asked to end, and made to a moment later. */
  readonly signal?: AbortSignal
  /** How much of each stream is kept, in bytes: the end of it. Default 1 MiB. */
  readonly mostBytes?: number
  /** Told of each whole line as it is printed. What must not be seen is taken out by whoever listens. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  /** Milliseconds from SIGINT to SIGKILL. Default 4 000: a runner leaves 7.5 s after its own first signal. */
  readonly patience?: number
}

/** Milliseconds in which a pipe is read to its end once the program is gone. */
const lastWords = 1_000

/**
 * Runs a program and waits for its end, whatever that is: a caller judges the exit code. It leads a process group of
 * its own, which is ended with it, so that nothing goes on writing unwatched.
 *
 * @throws OutsideError `outside-failed` where it cannot be started
 */
export function runProgram(call: ProgramCall): Promise<Ended> {
  const { mostBytes = 1024 * 1024, onLine } = call
  const startedAt = performance.now()
  const stdout = keepPrinted(mostBytes, onLine && ((line) => onLine(line, 'stdout')))
  const stderr = keepPrinted(mostBytes, onLine && ((line) => onLine(line, 'stderr')))
  return new Promise((resolve, reject) => {
    const child = spawn(call.file, call.args, {
      cwd: call.cwd,
      env: { ...call.environment },
      shell: false,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stop = stopperOf(child, call)
    let leftover: NodeJS.Timeout | undefined
    child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk))
    child.once('error', (error) => {
      stop.release()
      if (child.pid === undefined) reject(unstartable(call, error))
    })
    // A pipe stays open as long as anybody of the group holds it, so the group goes first. Who has left the group, such
    // as the daemon of a build tool, is not waited for.
    child.once('exit', () => {
      stop.release()
      endGroup(child, 'SIGKILL')
      leftover = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, lastWords)
    })
    child.once('close', (exitCode, signal) => {
      clearTimeout(leftover)
      stdout.end()
      stderr.end()
      resolve({
        exitCode,
        signal,
        stdout: stdout.bytes,
        stderr: stderr.bytes,
        cut: stdout.cut || stderr.cut,
        stopped: stop.reason(),
        milliseconds: performance.now() - startedAt,
      })
    })
  })
}

function stopperOf(child: ChildProcess, { timeout, signal, patience = 4_000 }: ProgramCall) {
  const timers: NodeJS.Timeout[] = []
  let reason: Ended['stopped']
  const stop = (why: NonNullable<Ended['stopped']>) => {
    if (reason !== undefined) return
    reason = why
    endGroup(child, 'SIGINT')
    timers.push(setTimeout(() => endGroup(child, 'SIGKILL'), patience))
  }
  const cancel = () => stop('cancelled')
  if (timeout !== undefined) timers.push(setTimeout(() => stop('deadline'), timeout))
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  return {
    reason: () => reason,
    release() {
      timers.forEach(clearTimeout)
      signal?.removeEventListener('abort', cancel)
    },
  }
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // Nobody is left in the group.
  }
}

function unstartable({ file, cwd }: ProgramCall, error: Error & { readonly code?: unknown }): OutsideError {
  const options = { cause: error }
  if (cwd !== undefined && !existsSync(cwd))
    return new OutsideError(
      commonReasons['outside-failed'],
      `${file} could not be started: there is no folder ${cwd}`,
      'Check the folder out, or name another.',
      options,
    )
  if (error.code === 'ENOENT')
    return new OutsideError(
      commonReasons['outside-failed'],
      `${file} could not be started: there is no such program`,
      `Install ${file} on the runner, or put it on PATH.`,
      options,
    )
  return new OutsideError(
    commonReasons['outside-failed'],
    `${file} could not be started: ${String(error.code ?? error.message)}`,
    'See that the user of the runner may run it.',
    options,
  )
}
