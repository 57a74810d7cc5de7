import { type Cell, type CellResult, type Counts, countOutcomes, type FaultGroup } from '@suite/testkit/sweep'
import type { SweepOptions } from '../sweep/options.ts'

/** How the cells of one action ended: group of faults → counts of each outcome. */
export interface SweptAction {
  readonly groups: Readonly<Partial<Record<FaultGroup, Counts>>>
  /** Cells that did not begin, because the time was over. */
  readonly notBegun: number
}

/** Returns the counts of each action. */
export function sweptActions(
  results: readonly CellResult[],
  unswept: readonly Pick<Cell, 'action'>[],
): Readonly<Record<string, SweptAction>> {
  const counted = Object.entries(countOutcomes(results))
  const notBegun = (name: string) => unswept.filter(({ action }) => action === name).length
  return Object.fromEntries(
    counted.map(([action, groups]) => [action, { groups, notBegun: notBegun(action) }]),
  )
}

/** Returns why a sweep is no measure of an action; undefined if it is one. A sample counts what it left out. */
export function partOf(options: SweepOptions): string | undefined {
  const {
    scenario,
    faults: [fault],
    cell,
  } = options
  const asked = Object.entries({ scenario, fault, cell })
  const given = asked.filter(([, value]) => value !== undefined).map(([name]) => `--${name}`)
  return given.length === 0
    ? undefined
    : `--keep is for whole actions, and ${given.join(', ')} asks for a part`
}
