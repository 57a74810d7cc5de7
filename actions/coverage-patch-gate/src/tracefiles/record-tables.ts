import { createLineBranches, type LineBranches } from './line-branches.ts'
import { createLineCounts, type LineCounts } from './line-counts.ts'
import { addMarks, createLineMarks, type LineMarks } from './line-marks.ts'
import type { RecordReader } from './tracefile-syntax.ts'

/** What is kept of the records of one path. */
export interface RecordTables {
  /** Only for a changed file. */
  readonly changed: { readonly counts: LineCounts; readonly branches: LineBranches } | undefined
  /** Only if totals are read. */
  readonly marks: LineMarks | undefined
}

/** Returns empty tables for what is wanted of a path; undefined if nothing is. */
export function createRecordTables(wants: {
  readonly changed: boolean
  readonly totals: boolean
}): RecordTables | undefined {
  if (!wants.changed && !wants.totals) return undefined
  return {
    changed: wants.changed ? { counts: createLineCounts(), branches: createLineBranches() } : undefined,
    marks: wants.totals ? createLineMarks() : undefined,
  }
}

/**
 * Returns a function that turns the tables of the current record into what takes its lines. There are only two such
 * objects, so that the fast loops always call the same functions.
 */
export function createRecordReaders(odd: RecordReader['odd']): (tables: RecordTables) => RecordReader {
  let current: RecordTables | undefined
  const unchanged: RecordReader = {
    counts(lines, hits, length) {
      if (current?.marks) addMarks(current.marks, lines, hits, length)
    },
    branch: undefined,
    odd,
  }
  const changed: RecordReader = {
    counts(lines, hits, length) {
      current?.changed?.counts.add(lines, hits, length)
      if (current?.marks) addMarks(current.marks, lines, hits, length)
    },
    branch: (line, name, isTaken) => current?.changed?.branches.add(line, name, isTaken),
    odd,
  }
  return (tables) => {
    current = tables
    return tables.changed ? changed : unchanged
  }
}
