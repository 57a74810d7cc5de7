import { type CellResult, type Counts, countOutcomes, type FaultGroup } from '@suite/testkit/sweep'
import type { SweepOptions } from '../sweep/options.ts'

/** How the cells of one action ended: group of faults → counts of each outcome. */
export interface SweptAction {
  readonly groups: Readonly<Partial<Record<FaultGroup, Counts>>>
}

/** Returns the counts of each action. */
export function sweptActions(results: readonly CellResult[]): Readonly<Record<string, SweptAction>> {
  const counted = Object.entries(countOutcomes(results))
  return Object.fromEntries(counted.map(([action, groups]) => [action, { groups }]))
}

/** Returns why a sweep is no measure of an action; undefined if it is one. */
export function partOf(options: SweepOptions): string | undefined {
  const { scenario, fault, cell, sample } = options
  const asked = Object.entries({ scenario, fault, cell, sample: sample || undefined })
  const given = asked.filter(([, value]) => value !== undefined).map(([name]) => `--${name}`)
  return given.length === 0
    ? undefined
    : `--keep is for whole actions, and ${given.join(', ')} asks for a part`
}
