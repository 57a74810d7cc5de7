import type { Fault } from './examine.ts'
import { type GrowthShape, grow } from './growth-shape.ts'
import type { FuzzTarget } from './target.ts'

/** An input, how many times as long as a smaller one it is, and how many times its processor time it may take. */
interface Pair {
  /** The size of the larger input, as a multiple of the size at which a difference can be measured. */
  readonly factor: number
  readonly longer: number
  readonly mostTimes: number
}

/** Ten times the input may take this many times the processor time. */
const mostTimes = 15
/**
 * A hundred times the input may take this many times the processor time: 100 for work that is linear, about 500 if the
 * memory of the larger one no longer fits into a cache, and 10,000 for work that is quadratic.
 */
const mostTimesForHundred = 800
const tenfold = (factor: number): Pair => ({ factor, longer: 10, mostTimes })
const pairs = {
  limited: [1, 0.4, 0.7].map(tenfold),
  unlimited: [...[1, 0.4, 2, 4].map(tenfold), { factor: 4, longer: 100, mostTimes: mostTimesForHundred }],
}

/** A time below this says nothing about growth, and hurts nobody. */
const worthwhile = 100
const usualLargest = 1024 * 1024
const firstSize = 10 * 1024
const mostRounds = 5
/** No noise makes both of two rounds look so many times worse than what is allowed. */
const obvious = 3
/** The clock of a thread may stand still for 4 ms. */
const noticed = 40
const mostReads = 400
/** A comparison with a run that takes longer than this is not repeated. */
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
 * to be measured, and then compared with a tenth of it. Where memory stops to fit into a cache, one pair of sizes looks
 * worse than it is, so pairs of other sizes must agree: larger ones and a pair that is further apart too, unless the
 * parser refuses them.
 */
export async function measureGrowth(
  target: FuzzTarget,
  shape: GrowthShape,
  stopwatch: Stopwatch,
): Promise<Fault | undefined> {
  const { largest = usualLargest } = target
  const measure = (size: number, reads: number) => costOf(target, grow(shape, size), stopwatch, reads)
  for (let size = Math.min(firstSize, largest); ; size = Math.min(size * 4, largest)) {
    const first = await measure(size, 1)
    if (first < worthwhile && size < largest) continue
    if (first < worthwhile) return undefined
    for (const pair of target.largest === undefined ? pairs.unlimited : pairs.limited)
      if (!(await growsTooFast(measure, size, pair))) return undefined
    return {
      kind: 'time',
      what: `${size} bytes took ${first.toFixed(0)} ms of processor time, more than ${mostTimes} times as much as a tenth of them`,
    }
  }
}

/**
 * Returns whether the larger input of a pair takes too many times as long as the smaller. A busy machine can only make
 * a run slower, so the fastest of several rounds counts, and one round in which the times fit is enough.
 */
async function growsTooFast(
  measure: (size: number, reads: number) => Promise<number>,
  size: number,
  { factor, longer, mostTimes }: Pair,
): Promise<boolean> {
  let small = Number.POSITIVE_INFINITY
  let large = Number.POSITIVE_INFINITY
  for (let round = 0; round < mostRounds; round += 1) {
    // Both take about as long, so that the resolution of the clock and the disturbance of a busy machine are the same.
    small = Math.min(small, await measure((size * factor) / longer, longer))
    large = Math.min(large, await measure(size * factor, 1))
    if (large <= mostTimes * small) return false
    if (large > tooLong || (round > 0 && large > obvious * mostTimes * small)) break
  }
  return true
}

/**
 * Returns the processor time of one reading: the mean of at least so many, which are enough for the clock to notice.
 */
async function costOf(
  target: FuzzTarget,
  input: Uint8Array,
  { time, settle }: Stopwatch,
  fewest: number,
): Promise<number> {
  settle?.()
  const start = time()
  let reads = 0
  for (; reads < fewest || (reads < mostReads && fewest > 1 && time() - start < noticed); reads += 1) {
    try {
      await target.read(input)
    } catch {
      // How a grown input ends is not measured here.
    }
  }
  return (time() - start) / reads
}
