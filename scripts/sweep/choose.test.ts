import type { Cell } from '@suite/testkit/sweep'
import { expect, test } from 'vitest'
import { orderForSample, selectCells } from './choose.ts'

const cell = (action: string, scenario: string, nth: number, more: Partial<Cell> = {}): Cell => ({
  id: `${action} / ${scenario} / github GET / #${nth} / 403 / once`,
  action,
  scenario,
  group: 'refusal',
  own: true,
  waits: false,
  injected: { kind: 'request', host: 'github', name: 'GET /', nth, fault: '403', times: 'once' },
  ...more,
})
const runner = cell('a', 'small', 9, {
  id: 'a / small / runner / stdout closed',
  group: 'runner',
  injected: { kind: 'runner', fault: 'stdout closed' },
})
const cells = [
  ...[1, 2, 3].map((nth) => cell('a', 'large', nth)),
  ...[1, 2].map((nth) => cell('a', 'small', nth)),
  cell('b', 'only', 1),
  cell('b', 'only', 2, { own: false }),
  runner,
]

test('a sample sweeps the own requests of the cheapest scenario of each action before anything else', () => {
  const ordered = orderForSample(cells, 7)
  expect(ordered).toHaveLength(cells.length)
  const first = ordered.slice(0, 3).map(({ action, scenario }) => `${action} ${scenario}`)
  expect(first.sort()).toEqual(['a small', 'a small', 'b only'])
})

test('a sample can be repeated by its seed, and another seed gives another one', () => {
  const many = Array.from({ length: 50 }, (_, nth) => cell('a', 'small', nth))
  const idsOf = (seed: number) => orderForSample(many, seed).map(({ id }) => id)
  expect(idsOf(1)).toEqual(idsOf(1))
  expect(idsOf(1)).not.toEqual(idsOf(2))
})

test('one cell can be repeated by its name, and all of a fault or a group of faults', () => {
  const ids = (options: Parameters<typeof selectCells>[1]) => selectCells(cells, options).map(({ id }) => id)
  expect(ids({ cell: runner.id, fault: undefined })).toEqual([runner.id])
  expect(ids({ cell: undefined, fault: 'stdout closed' })).toEqual([runner.id])
  expect(ids({ cell: undefined, fault: 'runner' })).toEqual([runner.id])
  expect(ids({ cell: undefined, fault: '403' })).toHaveLength(7)
})
