import { createFileStates, type FileStates } from './file-states.ts'
import type { FoundReport } from './find.ts'
import { type LineMarks, mergeMarks, sumMarks } from './line-marks.ts'
import type { Coverage, CoverageProblem, CoverageTotals, ReportSeen } from './line-states.ts'
import { createPathResolver, type PathScope } from './paths.ts'
import { type ReadingScope, readReport } from './read-report.ts'
import type { ReportFiles } from './report-files.ts'

/** What the reports are read for. */
export interface CoverageScope extends PathScope, Pick<ReadingScope, 'totals' | 'signal' | 'progress'> {}

/** Reads all reports. What they say about the same file adds up; nothing depends on their order. */
export async function readReports(
  files: Pick<ReportFiles, 'read'>,
  reports: readonly FoundReport[],
  scope: CoverageScope,
): Promise<Coverage> {
  const resolver = createPathResolver(scope)
  const states = new Map<string, FileStates>()
  const marks = new Map<string, LineMarks>()
  const extensions = new Set<string>()
  const seen: ReportSeen[] = []
  const warnings: string[] = []
  const problems: CoverageProblem[] = []
  for (const report of reports) {
    const contents = await readReport(files, report, { ...scope, resolver })
    seen.push(contents.seen)
    warnings.push(...contents.warnings)
    problems.push(...contents.problems)
    for (const extension of contents.extensions) extensions.add(extension)
    for (const [path, tables] of contents.tables) {
      if (tables.changed && scope.changed.has(path)) {
        const file = states.get(path) ?? createFileStates()
        file.add(report.shown, tables.changed)
        states.set(path, file)
      }
      if (tables.marks) keepMarks(marks, path, tables.marks)
    }
  }
  return {
    files: new Map([...states].map(([path, file]) => [path, file.states()])),
    extensions,
    reports: seen,
    totals: scope.totals ? sumOf(marks.values()) : undefined,
    warnings,
    problems,
  }
}

function keepMarks(all: Map<string, LineMarks>, path: string, marks: LineMarks): void {
  const before = all.get(path)
  if (before) mergeMarks(before, marks)
  else all.set(path, marks)
}

function sumOf(files: Iterable<LineMarks>): CoverageTotals {
  let covered = 0
  let total = 0
  for (const file of files) {
    const sums = sumMarks(file)
    covered += sums.covered
    total += sums.total
  }
  return { covered, total }
}
