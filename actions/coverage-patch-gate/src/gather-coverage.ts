import { firstOf, visible } from '@suite/report'
import type { CoverageLine } from './coverage-line.ts'
import type { Change } from './gather-change.ts'
import { reasons } from './reasons.ts'
import { findMissingReports, readsTotals } from './tracefiles/expected-reports.ts'
import { findReports } from './tracefiles/find.ts'
import type { Coverage, CoverageProblem } from './tracefiles/line-states.ts'
import { readReports } from './tracefiles/read-reports.ts'
import type { ReportFiles } from './tracefiles/report-files.ts'

/** What to read. */
export interface WantedCoverage {
  readonly lines: readonly CoverageLine[]
  readonly expected: number | undefined
  /** Whether the coverage of the whole project is asked for. */
  readonly project: boolean
  readonly pathMap: ReadonlyMap<string, string>
  /** Absolute paths of the checkout. */
  readonly roots: readonly string[]
  readonly tracked: readonly string[]
  /** Returns those of the paths that are files of the commit and still have its content. */
  readonly committed: (paths: readonly string[]) => Promise<readonly string[]>
  readonly signal: AbortSignal
}

/** Everything wrong with a report. */
export interface ReportProblem {
  readonly reason: CoverageProblem['reason'] | 'report-stale'
  readonly what: string
  readonly fix?: string
}

export interface GatheredCoverage {
  readonly coverage: Coverage
  /** Lines of `coverage` whose report is missing, and may be. */
  readonly unmatched: readonly CoverageLine[]
  readonly problems: readonly ReportProblem[]
}

/** Reads the reports, as far as they are about the change. */
export async function gatherCoverage(
  files: ReportFiles,
  change: Change,
  { lines, expected, project, committed, ...wanted }: WantedCoverage,
): Promise<GatheredCoverage> {
  const found = await findReports(files, lines)
  const changed = new Set(change.files.map(({ path }) => path))
  const totals = readsTotals(project, found) && found.unmatched.length === 0
  const missing = [
    ...found.problems,
    ...findMissingReports(found, { changed, tracked: wanted.tracked }, expected),
  ]
  // With fewer reports than there should be, no other problem is worth a word.
  if (missing.length > 0) return { coverage: nothing, unmatched: found.unmatched, problems: missing }
  const coverage = await readReports(files, found.reports, { ...wanted, changed, totals })
  const old = oldReports(await committed(coverage.reports.map(({ path }) => path)))
  return {
    coverage,
    unmatched: found.unmatched,
    problems: [...coverage.problems, ...old, ...staleReports(coverage, change)],
  }
}

const nothing: Coverage = {
  files: new Map(),
  extensions: new Set(),
  reports: [],
  totals: undefined,
  warnings: [],
  problems: [],
}

/** A report with the content of the commit was not written by the tests of this run. */
function oldReports(paths: readonly string[]): ReportProblem[] {
  return paths.map((path) => ({
    reason: 'report-stale',
    what: `${visible(path)} has the content of the commit, so the tests of this run did not write it`,
    fix: 'Remove the report from the repository, and let the job that runs the tests write it; or write a glob in `coverage` that does not match it.',
  }))
}

/** A report that counts lines which a file does not have was written for another version of it. */
function staleReports({ files }: Coverage, { sources }: Change): ReportProblem[] {
  const stale = [...sources.values()].flatMap(({ path, lines }) => {
    const states = files.get(path)
    return states !== undefined && states.last > Math.max(lines.length, 1) ? [{ path, lines, states }] : []
  })
  if (stale.length === 0) return []
  const places = firstOf(
    stale,
    3,
    ({ path, lines, states }) =>
      `line ${states.last} of ${visible(path)}, which has ${lines.length} (${visible(states.lastReport)})`,
  )
  const isOneMore = stale.every(
    ({ path, lines, states }) => /\.[cm]?jsx?$/i.test(path) && states.last === lines.length + 1,
  )
  const what = `a report counts ${places}`
  return [{ reason: 'report-stale', what, ...(isOneMore && { fix: `${fix} ${ifDenoWroteIt}` }) }]
}

const { fix } = reasons['report-stale']

/** Measured with deno 2.9.6: a JavaScript file of two lines has a `DA:3`, and a TypeScript file has none. */
const ifDenoWroteIt =
  'If deno wrote it: deno counts one line too many in a JavaScript file, and the right ones in a TypeScript file.'
