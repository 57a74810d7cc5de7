import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'

// Runs one script after another in one process. Each run evaluates the script again, with its own variables, and ends
// as it would in a process of its own: when it calls `process.exit`, or when nothing is left to wait for. Node keeps the
// compiled code of a script, but not that of a module, so a bundle runs as an async function.

/** One run of a script. */
export interface Job {
  readonly main: string
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** What this program prints to stdout and stderr when the script has ended. */
  readonly mark: string
}

const ofJob = new AsyncLocalStorage<Job>()
const streams = [process.stdout, process.stderr]
const print = streams.map((stream) => stream.write.bind(stream)) as [Print, Print]
type Print = typeof process.stdout.write
const watched = [process, ...streams] as NodeJS.EventEmitter[]

let current: Job | undefined
let jobs = 0
let rounds = 0
let atRest = ''

/** After this many runs, the modules that are left behind cost more than a new process. */
const mostJobs = 200

process.on('message', (job) => void start(job as Job))
process.on('beforeExit', () => {
  rounds += 1
  // The listeners of the script come next, and may start something.
  if (rounds === 1) setImmediate(() => {})
  else endJob()
})
process.exit = ((code?: number) => {
  if (code !== undefined) process.exitCode = code
  if (ofJob.getStore() === undefined || ofJob.getStore() === current) endJob()
}) as typeof process.exit
const own = watched.map((emitter) => listenersOf(emitter))

async function start(job: Job): Promise<void> {
  process.off('uncaughtException', ignore).off('unhandledRejection', ignore)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, job.environment)
  process.chdir(job.cwd)
  process.argv = [process.execPath, job.main]
  process.exitCode = undefined
  for (const [at, stream] of streams.entries())
    stream.write = ((...given: Parameters<Print>) => {
      const from = ofJob.getStore()
      return from === undefined || from === current ? print[at]?.(...given) : true
    }) as Print
  jobs += 1
  rounds = 0
  current = job
  process.channel?.unref()
  if (jobs === 1) atRest = whatIsOpen()
  const address = `${pathToFileURL(job.main)}`
  const load = (name: string) => import(`${new URL(name, address)}`)
  await ofJob.run(job, () => compile(job.main)(createRequire, address, load))
}

type Evaluate = (
  create: typeof createRequire,
  address: string,
  load: (name: string) => Promise<unknown>,
) => Promise<void>
const compiled = new Map<string, Evaluate>()

/** Returns a function that evaluates a bundle. Its one static import is that of `createRequire`. */
function compile(main: string): Evaluate {
  const known = compiled.get(main)
  if (known !== undefined) return known
  const source = readFileSync(main, 'utf8')
    .replace(/^import \{ createRequire as (\w+) \} from "module";/, 'const $1 = __createRequire;')
    .replaceAll('import.meta.url', '__address')
    .replaceAll('= import("./" +', '= __load("./" +')
  const body = `(async (__createRequire, __address, __load) => { 'use strict'; ${source}\n})`
  const evaluate: Evaluate = new Script(body, { filename: main }).runInThisContext()
  compiled.set(main, evaluate)
  return evaluate
}

function endJob(): void {
  if (current === undefined) return
  const { mark } = current
  process.emit('exit', Number(process.exitCode ?? 0))
  const exitCode = Number(process.exitCode ?? 0)
  current = undefined
  for (const [at, emitter] of watched.entries()) removeOthers(emitter, own[at] ?? new Set())
  process.on('uncaughtException', ignore).on('unhandledRejection', ignore)
  // Closed sockets are gone one turn later.
  setImmediate(() =>
    setImmediate(() => {
      // What is still open would reach into the next run.
      const after = jobs < mostJobs && whatIsOpen() === atRest ? 'stays' : 'leaves'
      process.channel?.ref()
      process.exitCode = undefined
      for (const write of print) write(`${mark} ${exitCode} ${after}\n`)
    }),
  )
}

function ignore(): void {
  // The process of that script would be gone.
}

function whatIsOpen(): string {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'Immediate')
    .sort()
    .join()
}

function listenersOf(emitter: NodeJS.EventEmitter): Set<unknown> {
  return new Set(emitter.eventNames().flatMap((name) => emitter.rawListeners(name)))
}

function removeOthers(emitter: NodeJS.EventEmitter, kept: Set<unknown>): void {
  for (const name of emitter.eventNames())
    for (const each of emitter.rawListeners(name)) if (!kept.has(each)) emitter.off(name, each as () => void)
}
