import { describe, expect, test } from 'vitest'
import { measureGrowth } from './measure.ts'
import { randomOf } from './random.ts'
import { defineTarget } from './target.ts'

/** A parser that takes this many milliseconds for so many bytes, and a thread that only it uses. */
const reading = (cost: (bytes: number) => number, largest?: number) => {
  const used = { time: 0 }
  const target = defineTarget({
    name: 'x',
    corpus: [],
    dictionary: [],
    read: (input) => {
      used.time += cost(input.length)
      return undefined
    },
    judge: () => undefined,
    ...(largest !== undefined && { largest }),
  })
  return { target, used }
}

const linear = (bytes: number) => bytes / 2_000
const sorting = (bytes: number) => (bytes * Math.log2(bytes + 1)) / 40_000
/** What does not fit into a cache of 256 KiB takes three times as long. */
const uncached = (bytes: number) => linear(bytes) + 2 * linear(Math.max(0, bytes - 256 * 1024))
const quadratic = (bytes: number) => (bytes / 10_000) ** 2
const almostQuadratic = (bytes: number) => (bytes / 1_000) ** 1.75

/** On a busy machine a reading takes up to four times as long, and the clock stands still between its ticks. */
const busy = (cost: (bytes: number) => number, seed: number, largest?: number) => {
  let readings = 0
  const { target, used } = reading((bytes) => {
    readings += 1
    return cost(bytes) * (1 + randomOf(seed, readings).below(1_000) / 333)
  }, largest)
  return { target, time: () => Math.floor(used.time / 4) * 4 }
}

const seeds = Array.from({ length: 30 }, (_, seed) => seed)
const limits = [undefined, 256 * 1024]

describe.each(limits)('with inputs up to %s bytes', (largest) => {
  test.each([linear, sorting, uncached])(
    'no noise of a busy machine accuses a sound parser: %s',
    async (cost) => {
      for (const seed of seeds) {
        const { target, time } = busy(cost, seed, largest)
        expect(await measureGrowth(target, { open: 'a' }, { time }), `seed ${seed}`).toBeUndefined()
      }
    },
  )

  test.each([quadratic, almostQuadratic])('no noise hides a parser that slows down: %s', async (cost) => {
    for (const seed of seeds) {
      const { target, time } = busy(cost, seed, largest)
      expect(await measureGrowth(target, { open: 'a' }, { time }), `seed ${seed}`).toMatchObject({
        kind: 'time',
      })
    }
  })
})

test('a parser that is quick with the largest input is not accused, whatever its growth', async () => {
  const { target, used } = reading((bytes) => (bytes / 200_000) ** 2)
  expect(await measureGrowth(target, { open: 'a' }, { time: () => used.time })).toBeUndefined()
})
