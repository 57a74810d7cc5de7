import { AsyncLocalStorage } from 'node:async_hooks'
import type { ChildProcess } from 'node:child_process'
import { channel } from 'node:diagnostics_channel'
import type { Server } from 'node:net'
import { killTree } from './kill-tree.ts'

/** What one test has started, so that nothing outlives the test. */
interface Lifetime {
  ended: boolean
  readonly programs: Set<ChildProcess>
  readonly servers: Set<Server>
}

const current = new AsyncLocalStorage<Lifetime>()

// Node reports every program and every server that this process starts, from any code. What a hook of a whole file
// starts belongs to no test, and is left alone.
channel('child_process').subscribe((message) => {
  const lifetime = current.getStore()
  const { process: program } = message as { process: ChildProcess }
  if (lifetime === undefined) return
  lifetime.programs.add(program)
  program.once('exit', () => lifetime.programs.delete(program))
  program.once('spawn', () => lifetime.ended && endProgram(program))
})
channel('tracing:net.server.listen:asyncEnd').subscribe((message) => {
  const lifetime = current.getStore()
  const { server } = message as { server: Server }
  if (lifetime === undefined) return
  lifetime.servers.add(server)
  server.once('close', () => lifetime.servers.delete(server))
  if (lifetime.ended) endServer(server)
})

/**
 * Runs a test, then ends every program and closes every server that the test started and left: when `signal` aborts,
 * which it does when the test times out, and when the test is over. A test that timed out continues in the
 * background; whatever it starts from then on is ended at once.
 */
export async function withLifetime(signal: AbortSignal, runTest: () => Promise<void>): Promise<void> {
  const lifetime: Lifetime = { ended: false, programs: new Set(), servers: new Set() }
  const end = () => {
    for (const program of lifetime.programs) endProgram(program)
    for (const server of lifetime.servers) endServer(server)
  }
  signal.addEventListener('abort', end)
  try {
    await current.run(lifetime, runTest)
  } finally {
    signal.removeEventListener('abort', end)
    lifetime.ended = true
    end()
  }
}

function endProgram(program: ChildProcess): void {
  if (program.pid !== undefined && program.exitCode === null && program.signalCode === null)
    killTree(program.pid)
}

function endServer(server: Server): void {
  server.close()
  if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
    server.closeAllConnections()
}
