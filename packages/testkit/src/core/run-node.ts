import { spawn } from 'node:child_process'
import { endOrphans, killOrphans, trackingVariable, trackRun } from './orphans.ts'
import type { RunActionOptions } from './run-action.ts'
import type { RunFolder } from './runner-environment.ts'

/** How a run ended, and what it printed. */
export interface EndedRun {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
  /** From the start of the process to its first line on stdout; null if it printed nothing. */
  readonly millisecondsToFirstLine: number | null
  /**
   * The programs that still ran when the run had ended by itself, by their command lines. No process of a run is left
   * when this is returned, on Linux and macOS.
   */
  readonly outlivedBy: readonly string[]
}

/** What ends each run that is under way. One listener serves them all, because many runs happen side by side. */
const running = new Set<() => void>()
process.once('exit', () => {
  for (const end of running) end()
})

/** Runs the script of an action in the folder of its run. */
export async function runNode(
  options: RunActionOptions,
  main: string,
  environment: Readonly<Record<string, string>>,
  folder: RunFolder,
): Promise<EndedRun> {
  const tracked = trackRun(environment[trackingVariable] ?? '')
  const startedAt = performance.now()
  if (options.warm !== undefined && !needsOwnProcess(options)) {
    const { node = process.execPath, timeoutMs = 240_000 } = options
    const script = { node, main, cwd: folder.workspace, environment, timeoutMs }
    const ended = await options.warm.run(script)
    const milliseconds = performance.now() - startedAt
    return { ...ended, milliseconds, outlivedBy: await endOrphans(tracked) }
  }
  const child = spawn(options.node ?? process.execPath, [main], {
    cwd: folder.workspace,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, for what does not inherit the variable. Windows has no such groups.
    detached: process.platform !== 'win32',
  })
  const endGroup = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // There is no group, or its processes have all ended.
      child.kill('SIGKILL')
    }
  }
  // A runner that kills an action cannot ask it to end its programs.
  const outlived = new Promise<readonly string[]>((resolve) => {
    child.once('exit', (_, endedBy) =>
      resolve(endOrphans(tracked, { patience: endedBy === 'SIGKILL' ? 0 : undefined }).finally(endGroup)),
    )
  })
  const endAll = () => {
    endGroup()
    killOrphans(tracked)
  }
  running.add(endAll)
  const { signal } = options
  const timers = [setTimeout(endGroup, options.timeoutMs ?? 240_000)]
  let interrupted = false
  const interrupt = () => {
    if (interrupted) return
    interrupted = true
    child.kill(signal?.name)
    const { then } = signal ?? {}
    if (then !== undefined) timers.push(setTimeout(() => child.kill(then.name), then.after))
  }
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let firstLineAt: number | null = null
  child.stdout.on('data', (chunk: Buffer) => {
    if (firstLineAt === null && chunk.includes(10)) firstLineAt = performance.now()
    stdout.push(chunk)
    if (typeof signal?.when === 'string' && Buffer.concat(stdout).includes(signal.when)) interrupt()
  })
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))

  const leave = () => {
    for (const name of options.reader?.of ?? []) child[name].destroy()
  }
  options.reader?.leaves.then(leave, leave)

  if (typeof signal?.when === 'number') timers.push(setTimeout(interrupt, signal.when))
  else if (typeof signal?.when === 'object') signal.when.then(interrupt, interrupt)

  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      timers.forEach(clearTimeout)
      reject(error)
    })
    child.once('close', (exitCode, endedBy) => {
      timers.forEach(clearTimeout)
      running.delete(endAll)
      const milliseconds = performance.now() - startedAt
      const ended = {
        exitCode,
        signal: endedBy,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        milliseconds,
        millisecondsToFirstLine: firstLineAt === null ? null : firstLineAt - startedAt,
      }
      outlived.then((outlivedBy) => resolve({ ...ended, outlivedBy }), reject)
    })
  })
}

/** Whether a run is about its process: a signal for it, its pipes, or what Node reads when it starts. */
function needsOwnProcess({ reader, signal, environment = {} }: RunActionOptions): boolean {
  const atStart = Object.keys(environment).some(
    (name) => /^(NODE_|TZ$|SSL_)/.test(name) && name !== 'NODE_COMPILE_CACHE',
  )
  return reader !== undefined || signal !== undefined || atStart
}
