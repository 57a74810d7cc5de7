import {
  type Cell,
  type CellResult,
  cellsOf,
  findMistakes,
  inLanes,
  runCell,
  runClean,
} from '@suite/testkit/sweep'
import { beforeAll, expect, test } from 'vitest'
import { scenarios } from '../../actions/label-by-path/test/scenarios.ts'

let results: readonly CellResult[]
beforeAll(async () => {
  results = await sweepOneOfEach()
})

/** Runs one cell of each group of faults, in the plain scenario of label-by-path. */
async function sweepOneOfEach(): Promise<readonly CellResult[]> {
  const [scenario] = scenarios
  if (scenario === undefined) throw new Error('label-by-path has no scenario')
  const clean = await runClean(scenario, undefined)
  const cells = new Map<string, Cell>()
  for (const cell of cellsOf('label-by-path', scenario.name, clean))
    if (cell.unreached === undefined) cells.set(cell.group, cell)
  const found: CellResult[] = []
  await inLanes([...cells.values()], async (cell) => {
    found.push(await runCell(cell, scenario, clean, undefined))
  })
  return found
}

test('the sweep finds each mistake of an action that is wrong on purpose', async () => {
  const mistakes = await findMistakes()
  expect(mistakes.map(({ mistake, found }) => [mistake, found > 0])).toEqual([
    ['swallows a 403', true],
    ['trusts an exit code', true],
    ['reads one page', true],
  ])
})

test('no group of faults makes label-by-path pass without the labels', () => {
  const bad = results.filter(({ outcome }) => !['true', 'explained', 'unreached'].includes(outcome))
  expect(bad).toEqual([])
  expect(results.filter(({ outcome }) => outcome === 'unreached').length).toBeLessThan(3)
  expect(results.map(({ group }) => group)).toEqual(
    expect.arrayContaining([
      'connection',
      'refusal',
      'server error',
      'body',
      'stale',
      'others',
      'kill',
      'runner',
    ]),
  )
})
