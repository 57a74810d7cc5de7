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
 * Returns what is missing: optional lines without a report although a changed file lies below their folder or the
 * commit spells the folder in another way, and reports that `expected-reports` demands. An optional line that may match nothing lowers that number by one.
 */
export function findMissingReports(
  { reports, unmatched }: Pick<FoundReports, 'reports' | 'unmatched'>,
  { changed, tracked }: { readonly changed: Iterable<string>; readonly tracked: readonly string[] },
  expected: number | undefined,
): readonly CoverageProblem[] {
  const paths = [...changed]
  const problems = unmatched.flatMap((line) => {
    const touched = paths.find((path) => isBelow(path, line))
    if (touched !== undefined) return [demandedReport(line, touched)]
    return misspelt(line, tracked)
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
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** No change can touch a folder in another spelling, so its line would excuse every missing report. */
function misspelt({ glob, folder = '' }: CoverageLine, tracked: readonly string[]): CoverageProblem[] {
  const isThere = tracked.some((path) => path.startsWith(`${folder}/`))
  const start = `${folder}/`.toLowerCase()
  const alike = isThere ? undefined : tracked.find((path) => path.toLowerCase().startsWith(start))
  if (alike === undefined) return []
  return [
    {
      reason: 'report-missing',
      what: `the optional line ${visible(glob)} of \`coverage\` matches no file, and its folder ${visible(folder)} is not in the commit`,
      where: glob,
      fix: `Write the folder as the commit does: ${visible(alike.slice(0, folder.length))}.`,
    },
  ]
}

function demandedReport(line: CoverageLine, touched: string): CoverageProblem {
  return {
    reason: 'report-missing',
    what: `the optional line ${visible(line.glob)} of \`coverage\` matches no file, although the change touches ${visible(touched)}`,
    where: line.glob,
    fix: 'Look at the job that writes the report: it must run when its folder changes.',
  }
}
