import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { fuzz, readKept } from '../../packages/testkit/src/fuzz/index.ts'
import { putInput, type SharedInput } from './shared-input.ts'
import { loadTarget, type TargetPlace } from './targets.ts'

/** What a worker is told to do. */
export interface WorkerOrder {
  readonly place: TargetPlace
  readonly seed: number
  /** Milliseconds of processor time of this thread. */
  readonly share: number
  readonly shared: SharedInput
}

const { place, seed, share, shared } = workerData as WorkerOrder

/** A target that waits for other programs uses little time of its own: it ends after this many times its share. */
const patience = 3

const time = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
const memory = () => {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

// Garbage of one measurement is not collected in the next.
setFlagsFromString('--expose-gc')
const settle: () => void = runInNewContext('gc')

const target = await loadTarget(place)
const kept = await readKept(place.keptIn)
const began = { processor: time(), clock: performance.now() }
const goesOn = () => time() - began.processor < share && performance.now() - began.clock < patience * share
const result = await fuzz(target, {
  seed,
  kept,
  goesOn,
  time,
  settle,
  memory,
  onInput: (input) => putInput(shared, input),
})
parentPort?.postMessage(result)
// A target may have started a server, which would keep this thread alive.
process.exit()
