import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FuzzResult } from '../../packages/testkit/src/fuzz/index.ts'
import { createSharedInput, lastInput } from './shared-input.ts'
import type { TargetPlace } from './targets.ts'
import type { WorkerOrder } from './worker.ts'

/** Reading that takes more processor time than this has no end. On a busy machine, that is a long time to wait. */
const longest = 120_000
/** Reading that only waits takes no processor time. */
const longestWait = 1_800_000
/** Half of the memory that Node takes for itself on a small runner, and about the stack of a main thread. */
const limits = { maxOldGenerationSizeMb: 1_024, stackSizeMb: 1 }

/**
 * Fuzzes one target in a thread of its own, because a parser may take all memory, or never end.
 * @throws Error if the target itself cannot be loaded
 */
export async function runTarget(place: TargetPlace, seed: number, share: number): Promise<FuzzResult> {
  const shared = createSharedInput()
  const order: WorkerOrder = { place, seed, share, shared }
  const worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
    workerData: order,
    resourceLimits: limits,
  })
  let seen = { count: 0, ...now() }
  const watch = setInterval(() => {
    const { count } = lastInput(shared)
    const { clock, processor } = now()
    if (count !== seen.count) seen = { count, clock, processor }
    else if (count > 0 && (processor - seen.processor > longest || clock - seen.clock > longestWait))
      worker.emit('error', new NoEnd(`reading did not end within ${longest / 1_000} s of processor time`))
  }, 1_000)
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}, and without a result`)))
    })
  } catch (error) {
    const kind = faultOf(error)
    const { count, input } = lastInput(shared)
    if (kind === undefined) throw error
    return {
      inputs: count,
      read: 0,
      measured: 0,
      finding: { kind, what: (error as Error).message, input },
    }
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

/** Returns the time, and the processor time of all threads, in milliseconds. */
function now(): { readonly clock: number; readonly processor: number } {
  const { user, system } = process.cpuUsage()
  return { clock: performance.now(), processor: (user + system) / 1_000 }
}

class NoEnd extends Error {}

function faultOf(error: unknown): 'time' | 'memory' | undefined {
  if (error instanceof NoEnd) return 'time'
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'memory'
    : undefined
}
