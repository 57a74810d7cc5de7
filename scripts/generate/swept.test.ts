import { expect, test } from 'vitest'
import { renderSwept } from './swept.ts'

const measured = {
  plain: {
    commit: 'c0ffee123456',
    notBegun: 5,
    groups: { refusal: { explained: 1_200, true: 3 }, kill: { true: 4, false: 1, late: 2 } },
  },
}

test('an action that was never swept stays in the table', () => {
  expect(renderSwept(['plain', 'new'], measured)).toContain('| `new` | **not run** |')
})

test('groups of faults that were swept again at another commit are named with it', () => {
  const again = { plain: { ...measured.plain, renewed: { kill: 'f00d12345678' } } }
  expect(renderSwept(['plain'], again)).toContain('| `c0ffee123456`; kill: `f00d12345678` |')
})

test('a cell that passed without its result is in the row of its action, and in the sum', () => {
  const rows = renderSwept(['plain'], measured).split('\n')
  expect(rows[2]).toBe('| `plain` | 7 | 1,200 | 1 | 0 | 0 | 2 | 0 | 0 | 5 | `c0ffee123456` |')
  expect(rows[3]).toBe('| all | 7 | 1,200 | 1 | 0 | 0 | 2 | 0 | 0 | 5 |  |')
})
