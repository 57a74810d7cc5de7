import type { Fault } from './examine.ts'
import { type GrowthShape, grow } from './growth-shape.ts'
import type { FuzzTarget } from './target.ts'

/** Ten times the input may take this many times the processor time. */
const mostTimes = 15
/**
 * A hundred times the input may take this many times the processor time: 100 for work that is linear, about 500 if the
 * memory of the larger one no longer fits into a cache, and 10,000 for work that is quadratic.
 */
const mostTimesForHundred = 800
/** A time below this says nothing about growth, and hurts nobody. */
const worthwhile = 100
const usualLargest = 1024 * 1024
const firstSize = 10 * 1024
const repetitions = 3
/** A run that takes longer than this is not repeated. */
const tooLong = 2_000

/** How time is taken. */
export interface Stopwatch {
  /** The milliseconds of processor time that were used so far. */
  readonly time: () => number
  /** Is called before each measurement, for example to collect garbage of the one before. */
  readonly settle?: (() => void) | undefined
}

/**
 * Returns whether the time of a parser grows faster than its input. The size is raised until reading takes long enough
 * to be measured, and then compared with a tenth of it. A busy machine can only make a run slower, so the fastest of
 * several runs counts. Where memory stops to fit into a cache, one pair of sizes looks worse than it is, so pairs of
 * other sizes must agree: larger ones and a pair that is further apart too, unless the parser refuses them.
 */
export async function measureGrowth(
  target: FuzzTarget,
  shape: GrowthShape,
  stopwatch: Stopwatch,
): Promise<Fault | undefined> {
  const { largest = usualLargest } = target
  const measure = async (size: number, runs: number) => fastest(target, grow(shape, size), stopwatch, runs)
  for (let size = Math.min(firstSize, largest); ; size = Math.min(size * 4, largest)) {
    const first = await measure(size, 1)
    if (first < worthwhile && size < largest) continue
    if (first < worthwhile || first <= mostTimes * (await measure(size / 10, 1))) return undefined
    const isLimited = target.largest !== undefined
    for (const factor of isLimited ? [1, 0.4, 0.7] : [1, 0.4, 2, 4]) {
      const small = await measure((size * factor) / 10, repetitions)
      const large = await measure(size * factor, repetitions)
      if (large <= mostTimes * small) return undefined
    }
    if (!isLimited) {
      const small = await measure(size / 25, repetitions)
      if ((await measure(size * 4, repetitions)) <= mostTimesForHundred * small) return undefined
    }
    return {
      kind: 'time',
      what: `${size} bytes took ${first.toFixed(0)} ms of processor time, more than ${mostTimes} times as much as a tenth of them`,
    }
  }
}

async function fastest(
  target: FuzzTarget,
  input: Uint8Array,
  { time, settle }: Stopwatch,
  runs: number,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    if (runs > 1) settle?.()
    const start = time()
    try {
      await target.read(input)
    } catch {
      // How a grown input ends is not measured here.
    }
    const cost = time() - start
    best = Math.min(best, cost)
    if (cost > tooLong) return best
  }
  return best
}
