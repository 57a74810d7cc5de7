import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inParallel } from './in-parallel.ts'

test('every item is worked on once, results keep their order, and the limit is kept', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 12 }), async (items, limit) => {
      let running = 0
      let most = 0
      const results = await inParallel(limit, items, async (turns, index) => {
        running += 1
        most = Math.max(most, running)
        for (let turn = 0; turn < turns; turn += 1) await undefined
        running -= 1
        return [turns, index]
      })
      expect(results).toEqual(items.map((item, index) => [item, index]))
      expect(most).toBeLessThanOrEqual(limit)
    }),
  )
})

test('after a failure no further item is started, and the started ones are awaited', async () => {
  const started: number[] = []
  const ended: number[] = []
  const sending = inParallel(2, [0, 1, 2, 3], async (item) => {
    started.push(item)
    if (item === 0) throw new Error('page 0 was cut')
    await new Promise((resolve) => setImmediate(resolve))
    ended.push(item)
  })
  await expect(sending).rejects.toThrow('page 0 was cut')
  expect([started, ended]).toEqual([[0, 1], [1]])
})
