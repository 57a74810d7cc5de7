import type { Cell } from '@suite/testkit/sweep'
import { expect, test } from 'vitest'
import { chooseSample, selectCells } from './choose.ts'

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

const groups = { 403: 'refusal', 404: 'refusal', 500: 'server error', 204: 'body' } as const
const faults = Object.entries(groups)
/** Each fault at each of so many requests, once and for good. */
const requests = (action: string, scenario: string, count: number, own = true) =>
  Array.from({ length: count }, (_, at) => at + 1).flatMap((nth) =>
    faults.flatMap(([fault, group]) =>
      (['once', 'for good'] as const).map((times) =>
        cell(action, scenario, nth, {
          id: `${action} / ${scenario} / github GET / #${nth} / ${fault} / ${times}`,
          group,
          own,
          injected: { kind: 'request', host: 'github', name: 'GET /', nth, fault, times },
        }),
      ),
    ),
  )
const main = new Map([
  ['a', 'large'],
  ['b', 'only'],
])
const many = [
  ...requests('a', 'large', 9),
  ...requests('a', 'small', 2),
  ...requests('b', 'only', 1),
  ...requests('b', 'only', 3, false).map((each) => ({ ...each, id: `${each.id} of git` })),
  runner,
]

test('a sample always runs a fault of each group at each own request of the main scenarios, and each fault', () => {
  for (const seed of [1, 2, 3]) {
    const { always } = chooseSample(many, main, seed)
    expect(new Set(always.map(({ action, scenario, own }) => `${action} ${scenario} ${own}`))).toEqual(
      new Set(['a large true', 'b only true']),
    )
    const shown = (show: (cell: Cell) => string) => new Set(always.map(show)).size
    const place = ({ injected }: Cell) => (injected.kind === 'request' ? injected.nth : 0)
    expect(shown((each) => `${each.action} ${place(each)} ${each.group}`)).toBe((9 + 1) * 3)
    expect(shown(({ action, id }) => `${action} ${id.split(' / ').slice(4).join()}`)).toBe(2 * 4 * 2)
    // The nine requests of `a` show all faults among them. The one of `b` shows all eight itself.
    expect(always.length).toBe(9 * 3 + 2 * 4)
  }
})

test('a sample spreads what is left over all actions and groups, and forgets no cell', () => {
  const { always, whileTime } = chooseSample(many, main, 7)
  expect(new Set([...always, ...whileTime])).toEqual(new Set(many))
  expect(always.length + whileTime.length).toBe(many.length)
  const kinds = (cells: readonly Cell[]) => new Set(cells.map(({ action, group }) => `${action} ${group}`))
  expect(kinds(whileTime.slice(0, 7))).toEqual(kinds(whileTime))
})

test('a sample can be repeated by its seed, and another seed gives another one', () => {
  const idsOf = (seed: number, from: readonly Cell[] = many) =>
    Object.values(chooseSample(from, main, seed)).map((cells) => cells.map(({ id }: Cell) => id))
  expect(idsOf(1)).toEqual(idsOf(1, many.toReversed()))
  expect(idsOf(1)).not.toEqual(idsOf(2))
})

test('one cell can be repeated by its name, and all of a fault or a group of faults', () => {
  const ids = (options: Parameters<typeof selectCells>[1]) => selectCells(cells, options).map(({ id }) => id)
  expect(ids({ cell: runner.id, faults: [] })).toEqual([runner.id])
  expect(ids({ cell: undefined, faults: ['stdout closed'] })).toEqual([runner.id])
  expect(ids({ cell: undefined, faults: ['runner'] })).toEqual([runner.id])
  expect(ids({ cell: undefined, faults: ['403'] })).toHaveLength(7)
  expect(ids({ cell: undefined, faults: ['403', 'runner'] })).toHaveLength(8)
})
