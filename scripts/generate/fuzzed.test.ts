import { expect, test } from 'vitest'
import { renderFuzzed } from './fuzzed.ts'

const counts = { seconds: 600, inputs: 12_345, read: 4_000, shapes: 70, seed: 7, commit: 'c0ffee123456' }

test('a parser that was never fuzzed, or has a fault, is seen in the table', () => {
  const rows = renderFuzzed(['new', 'right', 'wrong'], {
    right: { ...counts, hasFault: false },
    wrong: { ...counts, hasFault: true },
  }).split('\n')
  expect(rows.slice(2)).toEqual([
    '| `new` | **not run** |  |  |  |  |  |',
    '| `right` | 600 | 12,345 | 4,000 | 70 | none | seed 7, `c0ffee123456` |',
    '| `wrong` | 600 | 12,345 | 4,000 | 70 | **a fault** | seed 7, `c0ffee123456` |',
  ])
})
