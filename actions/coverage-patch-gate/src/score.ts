import type { Hunk } from '@suite/changes'
import type { AddedLine } from './lines/changed.ts'
import type { LineStates } from './tracefiles/line-states.ts'

/** What the lines of a change count as. */
export interface ScoreRules {
  readonly unreportedFiles: 'count' | 'fail' | 'warn' | 'ignore'
  readonly unmeasuredLines: 'report' | 'nearest'
  readonly movedLines: 'leave-out' | 'count'
  readonly branches: boolean
}

/** A changed file whose lines count. */
export interface ScoredFile {
  readonly path: string
  readonly hunks: readonly Hunk[]
  /** In the order of the file. */
  readonly added: readonly AddedLine[]
  /** What the reports say of the file; undefined if no report mentions it, although reports mention its extension. */
  readonly states: LineStates | undefined
}

export type LineResult = 'covered' | 'missed' | 'unmeasured' | 'moved' | 'reformatted'

/** An added line of code. */
export interface CountedLine {
  readonly line: number
  readonly result: LineResult
  /** How often the tests ran it; undefined if no report has a count for it. */
  readonly count: number | undefined
  /** The line whose count it takes, if that is another one. */
  readonly countOf?: number
  /** Where a moved line came from. */
  readonly from?: { readonly path: string; readonly line: number }
  /** The header of the hunk that adds the line. */
  readonly hunk: string
}

/** How the tests ran the added lines of one file. */
export interface FileScore {
  readonly path: string
  readonly covered: number
  readonly missed: readonly number[]
  readonly unmeasured: readonly number[]
  readonly moved: readonly number[]
  readonly reformatted: readonly number[]
  /** Whether no report mentions the file. */
  readonly unreported: boolean
  readonly lines: readonly CountedLine[]
}

/** Returns the score of one file. A line that holds no code never counts, whatever the reports say of it. */
export function scoreFile({ path, hunks, added, states }: ScoredFile, rules: ScoreRules): FileScore {
  const nearest = nearestAbove(states)
  const headerAt = headersOf(hunks)
  const lines: CountedLine[] = []
  for (const { line, kind, from } of added) {
    if (kind === 'not-code') continue
    const at = { line, hunk: headerAt(line), ...(from === undefined ? {} : { from }) }
    const own = states?.count(line)
    if (kind !== 'code' && rules.movedLines === 'leave-out') {
      lines.push({ ...at, result: kind, count: own })
      continue
    }
    const takes = own === undefined && rules.unmeasuredLines === 'nearest' ? nearest(line) : undefined
    const count = takes === undefined ? own : states?.count(takes)
    lines.push({
      ...at,
      count,
      ...(takes === undefined ? {} : { countOf: takes }),
      result: states ? resultOf(states, takes ?? line, count, rules) : unreportedResult(rules),
    })
  }
  const of = (result: LineResult) => lines.filter((each) => each.result === result).map(({ line }) => line)
  return {
    path,
    covered: of('covered').length,
    missed: of('missed'),
    unmeasured: of('unmeasured'),
    moved: of('moved'),
    reformatted: of('reformatted'),
    unreported: states === undefined,
    lines,
  }
}

function resultOf(
  states: LineStates,
  line: number,
  count: number | undefined,
  { branches }: ScoreRules,
): LineResult {
  if (count === undefined) return 'unmeasured'
  return count > 0 && !(branches && states.untaken(line)) ? 'covered' : 'missed'
}

function unreportedResult({ unreportedFiles }: ScoreRules): LineResult {
  return unreportedFiles === 'count' || unreportedFiles === 'fail' ? 'missed' : 'unmeasured'
}

/**
 * Returns a function that finds the nearest line above with a count. It is asked in the order of the lines, and looks
 * at each line once.
 */
function nearestAbove(states: LineStates | undefined): (line: number) => number | undefined {
  let found: number | undefined
  let seen = 0
  return (line) => {
    if (states === undefined) return undefined
    for (let above = line - 1; above > seen; above -= 1)
      if (states.count(above) !== undefined) {
        found = above
        break
      }
    seen = Math.max(seen, line - 1)
    return found
  }
}

/** Returns a function that gives the header of the hunk that adds a line. It is asked in the order of the lines. */
function headersOf(hunks: readonly Hunk[]): (line: number) => string {
  let at = 0
  return (line) => {
    let hunk = hunks[at]
    while (hunk !== undefined && line >= hunk.newStart + hunk.added.length) {
      at += 1
      hunk = hunks[at]
    }
    if (hunk === undefined || line < hunk.newStart) throw new Error(`no hunk adds line ${line}`)
    const { oldStart, removed, newStart, added } = hunk
    return `@@ -${oldStart},${removed.length} +${newStart},${added.length} @@`
  }
}

/** The sum over all files of a change. */
export interface PatchScore {
  readonly covered: number
  readonly total: number
  readonly unmeasured: number
  readonly moved: number
  readonly reformatted: number
}

export function sumOf(files: readonly FileScore[]): PatchScore {
  const sum = (size: (file: FileScore) => number) => files.reduce((so, file) => so + size(file), 0)
  const covered = sum((file) => file.covered)
  return {
    covered,
    total: covered + sum(({ missed }) => missed.length),
    unmeasured: sum(({ unmeasured }) => unmeasured.length),
    moved: sum(({ moved }) => moved.length),
    reformatted: sum(({ reformatted }) => reformatted.length),
  }
}
