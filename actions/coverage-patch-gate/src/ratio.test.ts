import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentOf, percentText, reaches } from './ratio.ts'

test.each([
  [17, 20, '85'],
  [5, 7, '71.42'],
  [84_999, 100_000, '84.99'],
  [999_999, 1_000_000, '99.99'],
  [1, 3, '33.33'],
  [0, 9, '0'],
  [9, 9, '100'],
  [0, 0, undefined],
])('%i of %i lines are shown as %s, never as more than they are', (covered, total, shown) => {
  expect(percentOf({ covered, total })).toBe(shown)
})

test('a percentage that is shown is always reached', () => {
  const counts = fc.tuple(fc.nat({ max: 12_000_000 }), fc.integer({ min: 1, max: 12_000_000 }))
  fc.assert(
    fc.property(counts, ([part, total]) => {
      const ratio = { covered: Math.min(part, total), total }
      const shown = Math.round(Number(percentOf(ratio)) * 1000)
      expect(reaches(ratio, shown)).toBe(true)
      expect(reaches(ratio, shown + 10)).toBe(false)
    }),
  )
})

test('a threshold is shown as it was given', () => {
  expect([85_000, 99_999, 66_500, 0].map(percentText)).toEqual(['85', '99.999', '66.5', '0'])
})
