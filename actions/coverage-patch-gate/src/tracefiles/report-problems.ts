import { counted, firstOf, visible } from '@suite/report'
import type { FoundReport } from './find.ts'
import type { CoverageProblem } from './line-states.ts'
import type { WithoutRecord } from './other-formats.ts'
import type { UnknownPaths } from './unknown-paths.ts'

/** Returns the problem of a report whose bytes cannot be read. */
export function unreadableReport(report: FoundReport, why: unknown): CoverageProblem {
  const code = why instanceof Error && 'code' in why ? String(why.code) : ''
  const said = why instanceof Error ? why.message : String(why)
  const isDamaged = code.startsWith('Z_')
  return {
    reason: 'report-unreadable',
    what: `${visible(report.shown)} cannot be read: ${isDamaged ? `its gzip data are damaged or cut short (${visible(said)})` : visible(said)}`,
    where: report.shown,
    fix: isDamaged
      ? 'Look at the step that compresses or uploads the report: it may have been stopped before it was done.'
      : 'Look at the step that writes or downloads the report.',
  }
}

/** Returns the problem of a report without any record. */
export function emptyReport(report: FoundReport, found: WithoutRecord): CoverageProblem {
  const where = report.shown
  if (found.kind === 'empty')
    return {
      reason: 'report-empty',
      what: `${visible(where)} has no record of any file`,
      where,
      fix: 'Look at the step that runs the tests with coverage: it may have run no test, or measured other files.',
    }
  return {
    reason: 'report-unreadable',
    what: `${visible(where)} is ${found.kind === 'other' ? `${found.name}, not` : 'not'} a tracefile of lcov`,
    where,
    fix: found.kind === 'other' ? found.how : 'Let the coverage tool write lcov, and give that file.',
  }
}

/** Returns the problem of a report that is about files which are not in the commit. */
export function foreignReport(
  report: FoundReport,
  records: number,
  unknown: Pick<UnknownPaths, 'first' | 'fix'>,
): CoverageProblem {
  const first = unknown.first === undefined ? '' : `, such as ${visible(unknown.first)}`
  return {
    reason: 'report-foreign',
    what: `${visible(report.shown)} has ${counted(records, 'record')}, and not one is about a file of the commit${first}`,
    where: report.shown,
    fix:
      unknown.fix(report) ??
      'Measure the sources, not what is built from them; if their paths differ, set `path-map`, such as `/app=packages/api`.',
  }
}

/** Returns the problem of a path that could be one of several files, one of which is changed. */
export function ambiguousPath(
  report: FoundReport,
  written: string,
  paths: readonly string[],
): CoverageProblem {
  const [first = ''] = paths
  const shared = sharedParts(written, first)
  const start = (path: string) => path.split('/').slice(0, -shared).join('/')
  return {
    reason: 'path-ambiguous',
    what: `${visible(report.shown)} is about ${visible(written)}, which could be ${firstOf(paths, 3, (path) => visible(path))}`,
    where: report.shown,
    fix: `Say which one it is with \`path-map\`, such as \`${visible(start(written.replaceAll('\\', '/')) || '/')}=${visible(start(first)) || '.'}\`.`,
  }
}

function sharedParts(written: string, path: string): number {
  const one = written.split(/[/\\]/).reverse()
  const other = path.split('/').reverse()
  let count = 0
  while (count < other.length && one[count] === other[count]) count += 1
  return count
}
