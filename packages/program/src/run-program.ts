import { type ChildProcess, spawn } from 'node:child_process'
import { type CommandLine, commandLineFor } from './command-line.ts'
import type { Ended } from './ended.ts'
import type { Variables } from './environment.ts'
import { findProgram, thisSearch } from './find-program.ts'
import { keepPrinted } from './printed.ts'
import { endDescendants, endTree } from './process-tree.ts'
import { unstartable } from './unstartable.ts'

export interface ProgramCall {
  /** A path, or a name to look up in PATH of `environment`, on Windows also with the endings of PATHEXT. */
  readonly file: string
  /** Arguments; each one reaches the program unchanged, because there is no shell: see `commandLineFor`. */
  readonly args: readonly string[]
  /** All the variables that the program sees; it inherits no others. */
  readonly environment: Variables
  readonly cwd?: string
  /** In milliseconds, from the start; undefined means no limit. */
  readonly timeout?: number
  /** Aborts when the run is cancelled: the program gets SIGINT, and SIGKILL a moment later; on Windows it ends at once. */
  readonly signal?: AbortSignal
  /** How many bytes of each stream to keep, counted from the end. Default 1 MiB. */
  readonly mostBytes?: number
  /** What the program reads from standard input. By default it reads nothing. */
  readonly input?: Uint8Array
  /** Receives what the program writes to standard output, which is then not kept. It must not throw. */
  readonly onOutput?: (chunk: Buffer) => void
  /** Receives each whole line as it is printed. The listener must remove secrets. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  /**
   * Milliseconds between SIGINT and SIGKILL. Default 4,000, because a runner kills the step 7.5 s after its own first
   * signal.
   */
  readonly patience?: number
}

/** Milliseconds to wait for the rest of the output once the program is gone. */
const drainTime = 1_000

/**
 * Runs a program and returns how it ended, also if it failed; the caller judges the exit code. The program leads a
 * process group of its own, and the whole group ends with it, so that nothing keeps running. On Windows, which has no
 * such groups, what a stopped program started ends with it, and so does what keeps the output of an ended one open.
 *
 * @throws OutsideError `outside-failed` if the program cannot be started
 */
export async function runProgram(call: ProgramCall): Promise<Ended> {
  const { isWindows } = thisSearch
  // A path is started as it is, so that the system says why it cannot be.
  const path = (await findProgram(call.file, call.environment)) ?? (/[\\/]/.test(call.file) ? call.file : '')
  if (path === '') throw unstartable(call, { code: 'ENOENT' })
  return start(call, commandLineFor(path, call.args, isWindows), isWindows)
}

function start(call: ProgramCall, line: CommandLine, isWindows: boolean): Promise<Ended> {
  const { mostBytes = 1024 * 1024, onLine, input } = call
  const startedAt = performance.now()
  const stdout = keepPrinted(mostBytes, onLine && ((line) => onLine(line, 'stdout')))
  const stderr = keepPrinted(mostBytes, onLine && ((line) => onLine(line, 'stderr')))
  return new Promise((resolve, reject) => {
    const child = spawn(line.file, line.args, {
      cwd: call.cwd,
      env: { ...call.environment },
      shell: false,
      // On Windows this would open a window, and make no group.
      detached: !isWindows,
      windowsHide: true,
      windowsVerbatimArguments: line.isVerbatim,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    // A program that ends before it has read everything closes the pipe; its exit code says why.
    child.stdin?.on('error', () => {}).end(input)
    const stop = stopperOf(child, call)
    let leftover: NodeJS.Timeout | undefined
    child.stdout?.on('data', call.onOutput ?? ((chunk: Buffer) => stdout.add(chunk)))
    child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk))
    child.once('error', (error) => {
      stop.release()
      if (child.pid === undefined) reject(unstartable(call, error))
    })
    // A pipe stays open as long as a process of the group holds it, so the group is ended first. A process that left
    // the group, such as the daemon of a build tool, is not waited for.
    child.once('exit', () => {
      stop.release()
      // On Windows the number of an ended process may already be that of another one.
      if (!isWindows) endGroup(child, 'SIGKILL')
      leftover = setTimeout(() => {
        if (isWindows && child.pid !== undefined) void endDescendants(child.pid)
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, drainTime)
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
  if (pid !== undefined) endTree(pid, signal)
}
