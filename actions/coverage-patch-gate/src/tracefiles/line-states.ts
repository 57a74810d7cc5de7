/** What the reports say about the lines of one file. Line numbers count from 1. */
export interface LineStates {
  /** Returns the sum of all counts of a line, over all reports; undefined if no report counts the line. */
  readonly count: (line: number) => number | undefined
  /** Returns whether a branch of the line was never taken. */
  readonly untaken: (line: number) => boolean
  /** The highest line with a count; 0 if there is none. */
  readonly last: number
  /** The path of the report that counts the line `last`. */
  readonly lastReport: string
  /** The paths of the reports that mention the file, sorted. */
  readonly reports: readonly string[]
  /** Returns the path of the first report that counts the line as hit, or else of the first one that counts it. */
  readonly reportOf: (line: number) => string | undefined
}

/** A report that was read. */
export interface ReportSeen {
  /** Below the checkout, or absolute. */
  readonly path: string
  /** Where its relative paths start, below the checkout; empty for the root. */
  readonly folder: string
  /** How many records it has. */
  readonly records: number
  /** How many of its records are about tracked files. */
  readonly mapped: number
}

/** Something about a report that makes it impossible to decide. */
export interface CoverageProblem {
  readonly reason:
    | 'report-missing'
    | 'report-empty'
    | 'report-unreadable'
    | 'report-foreign'
    | 'path-ambiguous'
  readonly what: string
  /** The report, or the line of the input. */
  readonly where: string
  readonly fix: string
}

/** Counted lines of all tracked files, each line once. */
export interface CoverageTotals {
  readonly covered: number
  readonly total: number
}

/** What all reports say together. */
export interface Coverage {
  /** The changed files that a report mentions, by their path in the tree. */
  readonly files: ReadonlyMap<string, LineStates>
  /** The extensions of all files that the reports mention, in lower case, with the dot. */
  readonly extensions: ReadonlySet<string>
  readonly reports: readonly ReportSeen[]
  /** Undefined if it was not asked for. */
  readonly totals: CoverageTotals | undefined
  readonly warnings: readonly string[]
  /** If there is any, the run fails. */
  readonly problems: readonly CoverageProblem[]
}
