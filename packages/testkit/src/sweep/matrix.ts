import { type FaultGroup, faultGroups } from '../core/request-fault.ts'
import { failing, type OutcomeOfCell, outcomes } from './outcome.ts'

/** How one cell ended. */
export interface CellResult {
  readonly id: string
  readonly action: string
  readonly scenario: string
  readonly group: FaultGroup
  readonly outcome: OutcomeOfCell
  readonly why: string
  readonly milliseconds: number
}

/** How often each outcome occurred, for one action and one group of faults. */
export type Counts = Readonly<Partial<Record<OutcomeOfCell, number>>>

/** Returns action × group of faults → counts. */
export function countOutcomes(
  results: readonly CellResult[],
): Readonly<Record<string, Readonly<Partial<Record<FaultGroup, Counts>>>>> {
  const counted: Record<string, Partial<Record<FaultGroup, Partial<Record<OutcomeOfCell, number>>>>> = {}
  for (const { action, group, outcome } of results) {
    counted[action] ??= {}
    const row = counted[action]
    row[group] ??= {}
    row[group][outcome] = (row[group][outcome] ?? 0) + 1
  }
  return counted
}

/** Returns the matrix as a table: one line for each action and each group that was swept. */
export function formatMatrix(results: readonly CellResult[]): string {
  const counted = countOutcomes(results)
  const head = ['action', 'faults', ...outcomes, 'all']
  const rows = Object.entries(counted).flatMap(([action, groups]) =>
    faultGroups.flatMap((group) => {
      const counts = groups[group]
      return counts === undefined ? [] : [[action, group, ...numbersOf(counts)]]
    }),
  )
  const sum: Partial<Record<OutcomeOfCell, number>> = {}
  for (const { outcome } of results) sum[outcome] = (sum[outcome] ?? 0) + 1
  return formatRows([head, ...rows, ['all', '', ...numbersOf(sum)]])
}

/** Returns whether the sweep passes. */
export function holds(results: readonly CellResult[]): boolean {
  return results.every(({ outcome }) => !failing.includes(outcome))
}

function numbersOf(counts: Counts): string[] {
  const all = outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)
  return [...outcomes.map((outcome) => `${counts[outcome] ?? 0}`), `${all}`]
}

function formatRows(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((text, at) => (at < 2 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
