import { createHash } from 'node:crypto'
import type { Cell } from '@suite/testkit/sweep'
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

/**
 * Returns the cells in the order in which a sample runs them: first those of the action's own requests in the first
 * scenario of each action, then the rest; both in an order that the seed gives. So whatever time there is, each action
 * gets its share.
 */
export function orderForSample(cells: readonly Cell[], seed: number): readonly Cell[] {
  const first = new Map<string, string>()
  for (const { action, scenario } of cells) if (!first.has(action)) first.set(action, scenario)
  const ranked = cells.map((cell) => ({
    cell,
    rank: cell.own && 'host' in cell.injected && first.get(cell.action) === cell.scenario ? 0 : 1,
    at: createHash('sha1').update(`${seed} ${cell.id}`).digest('hex'),
  }))
  return ranked.sort((a, b) => a.rank - b.rank || (a.at < b.at ? -1 : 1)).map(({ cell }) => cell)
}
