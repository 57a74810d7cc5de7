import type { Counts, OutcomeOfCell } from '@suite/testkit/sweep'
import type { Measured } from '../measured/measured.ts'
import type { SweptAction } from '../measured/swept-action.ts'
import { renderTable } from './render-table.ts'
import { replaceGenerated } from './replace-generated.ts'

/**
 * Returns README.md with its table of the sweep renewed.
 * @throws Error if the page lacks its markers
 */
export function renewSwept(page: string, names: readonly string[], measured: Measured<SweptAction>): string {
  return replaceGenerated(page, 'sweep', renderSwept(names, measured), 'README.md')
}

const columns: readonly { readonly head: string; readonly outcomes: readonly OutcomeOfCell[] }[] = [
  { head: 'Passed, and it happened', outcomes: ['true'] },
  { head: 'Failed and explained', outcomes: ['explained'] },
  { head: 'Falsely green', outcomes: ['false'] },
  { head: 'Secret seen', outcomes: ['leak'] },
  { head: 'Internal error', outcomes: ['bug'] },
  { head: 'Past its deadline', outcomes: ['late'] },
  { head: 'Failed without a reason', outcomes: ['unexplained'] },
  { head: 'Not swept: the fault cannot take place', outcomes: ['unreached'] },
]

/** Returns a row for each action, also for one that was never swept, and their sum. */
export function renderSwept(names: readonly string[], measured: Measured<SweptAction>): string {
  const rows = names.map((name) => {
    const swept = measured[name]
    if (swept === undefined) return [`\`${name}\``, '**not run**', ...columns.slice(1).map(() => ''), '']
    return [`\`${name}\``, ...numbersOf(sumOf(Object.values(swept.groups))), `\`${swept.commit}\``]
  })
  const all = names.flatMap((name) => Object.values(measured[name]?.groups ?? {}))
  return renderTable(
    ['Action', ...columns.map(({ head }) => head), 'Commit'],
    [...rows, ['all', ...numbersOf(sumOf(all)), '']],
  )
}

function numbersOf(counts: Counts): string[] {
  return columns.map(({ outcomes }) =>
    outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0).toLocaleString('en'),
  )
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Partial<Record<OutcomeOfCell, number>> = {}
  for (const counts of all)
    for (const [outcome, count] of Object.entries(counts) as [OutcomeOfCell, number][])
      sum[outcome] = (sum[outcome] ?? 0) + count
  return sum
}
