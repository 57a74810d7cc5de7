import {
  type Cell,
  type CellResult,
  type Counts,
  countOutcomes,
  type FaultGroup,
  faultGroups,
} from '@suite/testkit/sweep'
import type { SweepOptions } from '../sweep/options.ts'
import type { Measured } from './measured.ts'

/** How the cells of one action ended: group of faults → counts of each outcome. */
export interface SweptAction {
  readonly groups: Readonly<Partial<Record<FaultGroup, Counts>>>
  /** Cells that did not begin, because the time was over. */
  readonly notBegun: number
  /** Groups that were swept again later, each with the commit. */
  readonly renewed?: Readonly<Partial<Record<FaultGroup, string>>>
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

/**
 * Returns actions of which some groups were swept again, whole, at another commit. The counts of the other groups stay.
 * @throws Error if an action was not swept before
 */
export function renewGroups(
  before: Measured<SweptAction>,
  commit: string,
  again: Readonly<Record<string, SweptAction>>,
): Measured<SweptAction> {
  const renewed = Object.entries(again).map(([action, { groups }]) => {
    const row = before[action]
    if (row === undefined) throw new Error(`${action} has no counts yet: sweep it without --fault first`)
    const commits = Object.fromEntries(Object.keys(groups).map((group) => [group, commit]))
    return [
      action,
      { ...row, groups: { ...row.groups, ...groups }, renewed: { ...row.renewed, ...commits } },
    ] as const
  })
  return Object.fromEntries(renewed)
}

/**
 * Returns why a sweep is no measure of an action, or of groups of its faults; undefined if it is one. A sample counts
 * what it left out.
 */
export function partOf(options: SweepOptions): string | undefined {
  const { scenario, cell, sample, faults } = options
  const fault = faults.find((name) => sample || !faultGroups.some((group) => group === name))
  const asked = Object.entries({ scenario, fault, cell })
  const given = asked.filter(([, value]) => value !== undefined).map(([name]) => `--${name}`)
  return given.length === 0
    ? undefined
    : `--keep is for whole actions, or for whole groups of faults, and ${given.join(', ')} asks for a part`
}
