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
    if (swept === undefined) return [`\`${name}\``, '**not run**', ...columns.map(() => ''), '']
    const counts = numbersOf(sumOf(Object.values(swept.groups)))
    return [`\`${name}\``, ...counts, format(swept.notBegun), commitsOf(swept)]
  })
  const all = names.flatMap((name) => Object.values(measured[name]?.groups ?? {}))
  const notBegun = names.reduce((sum, name) => sum + (measured[name]?.notBegun ?? 0), 0)
  return renderTable(
    ['Action', ...columns.map(({ head }) => head), 'Not begun: no time', 'Commit'],
    [...rows, ['all', ...numbersOf(sumOf(all)), format(notBegun), '']],
  )
}

/** Returns the commit that was swept, and those at which groups of faults were swept again. */
function commitsOf({ commit, renewed = {} }: Measured<SweptAction>[string]): string {
  const later = [...new Set(Object.values(renewed))].map((other) => {
    const groups = Object.entries(renewed).flatMap(([group, of]) => (of === other ? [group] : []))
    return `; ${groups.join(', ')}: \`${other}\``
  })
  return `\`${commit}\`${later.join('')}`
}

function numbersOf(counts: Counts): string[] {
  return columns.map(({ outcomes }) =>
    format(outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)),
  )
}

const format = (count: number) => count.toLocaleString('en')

function sumOf(all: readonly Counts[]): Counts {
  const sum: Partial<Record<OutcomeOfCell, number>> = {}
  for (const counts of all)
    for (const [outcome, count] of Object.entries(counts) as [OutcomeOfCell, number][])
      sum[outcome] = (sum[outcome] ?? 0) + count
  return sum
}
