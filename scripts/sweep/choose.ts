import { createHash } from 'node:crypto'
import { type Bar, type Cell, idOfBar } from '@suite/testkit/sweep'
import type { SweepOptions } from './options.ts'

/** Returns the cells that the options ask for. */
export function selectCells(
  cells: readonly Cell[],
  { fault, cell }: Pick<SweepOptions, 'fault' | 'cell'>,
): readonly Cell[] {
  if (cell !== undefined) return cells.filter(({ id }) => id === cell)
  if (fault === undefined) return cells
  return cells.filter(({ id, group }) => group === fault || id.split(' / ').slice(3).includes(fault))
}

/** Returns the bars that the options ask for. */
export function selectBars(
  action: string,
  bars: readonly Bar[],
  { scenario, fault, cell }: Pick<SweepOptions, 'scenario' | 'fault' | 'cell'>,
): readonly Bar[] {
  if (cell !== undefined) return bars.filter((bar) => idOfBar(action, bar) === cell)
  const isAsked = [scenario, fault].every((each) => each === undefined || each === 'replicas')
  return isAsked ? bars : []
}

/**
 * Returns the cells in the order in which a sample runs them: first all of the action's own requests in the cheapest
 * scenario of each action, then the rest; both in an order that the seed gives. So whatever time there is, each action
 * gets its share.
 */
export function orderForSample(cells: readonly Cell[], seed: number): readonly Cell[] {
  const isAsked = ({ own, injected, unreached }: Cell) =>
    own && injected.kind === 'request' && unreached === undefined
  const cheapest = cheapestScenarios(cells.filter(isAsked))
  const ranked = cells.map((cell) => ({
    cell,
    rank: isAsked(cell) && cheapest.get(cell.action) === cell.scenario ? 0 : 1,
    at: createHash('sha1').update(`${seed} ${cell.id}`).digest('hex'),
  }))
  return ranked.sort((a, b) => a.rank - b.rank || (a.at < b.at ? -1 : 1)).map(({ cell }) => cell)
}

/** Returns, for each action, its scenario with the fewest cells. */
function cheapestScenarios(cells: readonly Cell[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const { action, scenario } of cells) {
    const row = counts.get(action) ?? new Map<string, number>()
    counts.set(action, row.set(scenario, (row.get(scenario) ?? 0) + 1))
  }
  return new Map(
    [...counts].map(([action, row]) => [action, [...row].sort((a, b) => a[1] - b[1])[0]?.[0] ?? ''] as const),
  )
}
