import { counted, firstOf, visible } from '@suite/report'
import type { CoverageLine } from '../coverage-line.ts'
import type { FoundReports } from './find.ts'
import type { CoverageProblem } from './line-states.ts'

/** Below this size, totals are read even if nothing asks for them. */
const smallReports = 64 * 1_048_576

/** Returns whether the totals of the project are read: if asked for, or if all reports together are small. */
export function readsTotals(isAskedFor: boolean, { reports }: Pick<FoundReports, 'reports'>): boolean {
  return isAskedFor || reports.reduce((sum, { bytes }) => sum + bytes, 0) < smallReports
}

/**
 * Returns what is missing: optional lines without a report although a changed file lies below their folder, and
 * reports that `expected-reports` demands. An optional line that may match nothing lowers that number by one.
 */
export function findMissingReports(
  { reports, unmatched }: Pick<FoundReports, 'reports' | 'unmatched'>,
  changed: Iterable<string>,
  expected: number | undefined,
): readonly CoverageProblem[] {
  const paths = [...changed]
  const problems = unmatched.flatMap((line) => {
    const touched = paths.find((path) => isBelow(path, line))
    return touched === undefined ? [] : [demandedReport(line, touched)]
  })
  const excused = unmatched.length - problems.length
  const least = Math.max((expected ?? 0) - excused, 0)
  if (reports.length < least)
    problems.push({
      reason: 'report-missing',
      what: `there are ${counted(reports.length, 'report')}, and ${expected} are expected${excused > 0 ? `, less ${excused} for optional lines` : ''}${reports.length > 0 ? `: ${firstOf(reports, 5, ({ shown }) => visible(shown))}` : ''}`,
      where: '`expected-reports`',
      fix: 'Look at the jobs that write the reports, and at the path under which they are downloaded.',
    })
  return problems
}

function isBelow(path: string, { folder = '' }: CoverageLine): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

function demandedReport(line: CoverageLine, touched: string): CoverageProblem {
  return {
    reason: 'report-missing',
    what: `the optional line ${visible(line.glob)} of \`coverage\` matches no file, although the change touches ${visible(touched)}`,
    where: line.glob,
    fix: 'Look at the job that writes the report: it must run when its folder changes.',
  }
}
