import { AsyncLocalStorage } from 'node:async_hooks'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Job } from './program.ts'

/** How a script ended, and what it printed. */
export interface EndedScript {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** From the start of the run to its first line on stdout; null if it printed nothing. */
  readonly millisecondsToFirstLine: number | null
}

/** Processes that run one script after another, each loaded anew: half of a run in a process of its own is the start. */
export interface WarmNodes {
  /** Runs a script in a process that is free, or in a new one. */
  run(script: Script): Promise<EndedScript>
  /** Ends the processes that are busy, and all but a few that are free. Those that are left keep nothing waiting. */
  rest(): void
  close(): void
}

export interface Script extends Omit<Job, 'mark'> {
  /** The Node binary. */
  readonly node: string
  readonly timeoutMs: number
}

/** How many free processes of each Node outlive a rest. */
const mostAtRest = 2

const source = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'program.ts'), 'utf8'))

/** Returns no process yet. Those that it starts outlive the test that needs them first, and end with `close`. */
export function openWarmNodes(): WarmNodes {
  const ofFile = AsyncLocalStorage.snapshot()
  const all = new Set<ChildProcess>()
  const free = new Map<string, ChildProcess[]>()
  const endAll = () => {
    for (const each of all) end(each)
  }
  const open = (node: string, environment: Script['environment']) =>
    ofFile(() => {
      const { PATH = '', NODE_COMPILE_CACHE = '' } = environment
      const child = spawn(node, ['--input-type=module', '--eval', source], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { PATH, NODE_COMPILE_CACHE },
        detached: process.platform !== 'win32',
      })
      all.add(child)
      child.once('exit', () => all.delete(child))
      return child
    })
  const takeFree = (node: string) => {
    const children = free.get(node)?.filter(({ connected }) => connected) ?? []
    const child = children.pop()
    free.set(node, children)
    return child
  }
  process.once('exit', endAll)
  return {
    async run({ node, timeoutMs, ...script }) {
      const child = takeFree(node) ?? open(node, script.environment)
      hold(child, 'ref')
      const timer = setTimeout(() => end(child), timeoutMs)
      const { stays, ...ended } = await runIn(child, script)
      clearTimeout(timer)
      if (stays) free.set(node, [...(free.get(node) ?? []), child])
      else end(child)
      return ended
    },
    rest() {
      for (const [node, children] of free) free.set(node, children.slice(0, mostAtRest))
      const kept = [...free.values()].flat()
      for (const child of all)
        if (kept.includes(child)) hold(child, 'unref')
        else end(child)
    },
    close() {
      process.off('exit', endAll)
      endAll()
    },
  }
}

/** Lets a process keep this one waiting, or not. */
function hold(child: ChildProcess, how: 'ref' | 'unref'): void {
  const pipes = [child.stdout, child.stderr] as readonly (Socket | null)[]
  for (const each of [child, child.channel, ...pipes]) each?.[how]()
}

function runIn(child: ChildProcess, script: Omit<Job, 'mark'>): Promise<EndedScript & { stays: boolean }> {
  const mark = `\0${randomUUID()}`
  const startedAt = performance.now()
  let firstLineAfter: number | null = null
  const streams = [child.stdout, child.stderr]
  const texts: [Buffer[], Buffer[]] = [[], []]
  return new Promise((resolve, reject) => {
    const settle = (exitCode: number | null, signal: NodeJS.Signals | null, stays: boolean) => {
      for (const stream of streams) stream?.removeAllListeners('data')
      child.off('error', reject).off('close', close)
      const [stdout = '', stderr = ''] = texts.map((each) => Buffer.concat(each).toString().split(mark)[0])
      const millisecondsToFirstLine = stdout.includes('\n') ? firstLineAfter : null
      resolve({ exitCode, signal, stdout, stderr, millisecondsToFirstLine, stays })
    }
    const close = (exitCode: number | null, signal: NodeJS.Signals | null) => settle(exitCode, signal, false)
    const look = () => {
      const [last] = texts.map((each) => Buffer.concat(each).toString().split(mark)[1])
      if (last?.endsWith('\n') && Buffer.concat(texts[1]).includes(`${mark}${last}`)) {
        const [, exitCode, after] = last.trimEnd().split(' ')
        settle(Number(exitCode), null, after === 'stays')
      }
    }
    for (const [at, stream] of streams.entries())
      stream?.on('data', (chunk: Buffer) => {
        if (at === 0 && chunk.includes(10)) firstLineAfter ??= performance.now() - startedAt
        texts[at]?.push(chunk)
        // The mark is the last thing that is printed.
        if (chunk.at(-1) === 10) look()
      })
    child.once('error', reject).once('close', close)
    child.send({ ...script, mark })
  })
}

function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // There is no group, as on Windows, or it has ended by itself.
    child.kill('SIGKILL')
  }
}
