import type { Judgement } from './judgement.ts'
import type { FullReport } from './report-schema.ts'
import type { CountedLine } from './score.ts'

/** Returns the full report: sorted, and equal for equal facts. */
export function fullReportOf({
  decision,
  facts,
  demands,
  changed,
  comparison,
  coverage,
}: Judgement): FullReport {
  const { patch } = decision
  return {
    version: 1,
    verdict: decision.verdict,
    reason: decision.reason,
    head: comparison.right,
    base: comparison.left,
    changedFiles: changed,
    threshold: demands.threshold / 1000,
    patch: { ...patch },
    ...(facts.project === undefined ? {} : { project: { ...facts.project } }),
    reports: sorted(coverage.reports, ({ path }) => path).map(({ path, folder, records, mapped }) => ({
      path,
      folder,
      records,
      mapped,
    })),
    files: sorted(facts.files, ({ path }) => path).map((file) => ({
      path: file.path,
      reported: !file.unreported,
      covered: file.covered,
      missed: file.missed.length,
      unmeasured: file.unmeasured.length,
      moved: file.moved.length,
      reformatted: file.reformatted.length,
      lines: file.lines.map((line) =>
        lineOf(line, coverage.files.get(file.path)?.reportOf(line.countOf ?? line.line)),
      ),
    })),
    ignoreComments: facts.ignoreComments.map(({ path, line, comment }) => ({ path, line, comment })),
  }
}

function lineOf({ line, result, count, countOf, from, hunk }: CountedLine, report: string | undefined) {
  return {
    line,
    result,
    ...(count === undefined ? {} : { count }),
    ...(countOf === undefined ? {} : { countOf }),
    ...(report === undefined ? {} : { report }),
    ...(from === undefined ? {} : { from }),
    hunk,
  }
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Returns the text of the report. Equal paths stay equal: half of a surrogate pair is escaped. */
export function fullReportText(report: FullReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
