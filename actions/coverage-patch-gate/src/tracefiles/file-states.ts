import { createLineBranches } from './line-branches.ts'
import { createLineCounts, mergeCounts } from './line-counts.ts'
import { mostFarLines } from './line-room.ts'
import type { LineStates } from './line-states.ts'
import type { RecordTables } from './record-tables.ts'

/** Collects what all reports say about one changed file. */
export interface FileStates {
  add(report: string, tables: NonNullable<RecordTables['changed']>): void
  states(): LineStates
}

export function createFileStates(): FileStates {
  const reports: string[] = []
  let counts = createLineCounts()
  let branches = createLineBranches()
  /** The lines that another report than the first one decides, with the index of that report. */
  const deciding = new Map<number, number>()
  let lastReport = ''
  let isFirst = true

  return {
    add(report, tables) {
      if (reports.at(-1) !== report) reports.push(report)
      const index = reports.length - 1
      if (tables.counts.last > counts.last) lastReport = report
      if (index > 0)
        tables.counts.each((line, count) => {
          const before = counts.get(line)
          const decides = before === undefined || (before === 0 && count > 0)
          if (decides && deciding.size < mostFarLines) deciding.set(line, index)
        })
      // The first tables are kept as they are, which needs no memory for others.
      if (isFirst) {
        counts = tables.counts
        branches = tables.branches
        isFirst = false
        return
      }
      mergeCounts(counts, tables.counts)
      branches.merge(tables.branches)
    },
    states: () => ({
      count: counts.get,
      untaken: branches.untaken,
      last: counts.last,
      lastReport,
      reports,
      reportOf: (line) => (counts.get(line) === undefined ? undefined : reports[deciding.get(line) ?? 0]),
    }),
  }
}
