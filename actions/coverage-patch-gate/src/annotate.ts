import type { Annotation } from '@suite/report'
import { isUnreported } from './decide.ts'
import type { Judgement } from './judgement.ts'
import { type LineRange, rangesOf } from './ranges.ts'
import type { CountedLine, FileScore } from './score.ts'

/** Where the annotations of a run are shown. */
export type AnnotationLevel = 'errors' | 'warnings' | 'none'

/**
 * Returns an annotation for each range of missed lines, each file that no report mentions, and each added comment that
 * takes lines out of a report. Only a run that fails has annotations that are errors.
 */
export function annotationsOf(judgement: Judgement, wanted: AnnotationLevel): Annotation[] {
  if (wanted === 'none') return []
  const { decision, demands, facts } = judgement
  const level = wanted === 'errors' && decision.verdict === 'fail' ? 'error' : 'warning'
  const comments =
    demands.ignoreComments === 'allow'
      ? []
      : facts.ignoreComments.map(
          ({ path, line }): Annotation => ({
            level: demands.ignoreComments === 'fail' ? level : 'warning',
            title: 'Taken out of the report',
            message:
              'This comment takes lines out of the report of coverage.\nRemove it, and test the lines.',
            file: path,
            line,
          }),
        )
  return [...facts.files.flatMap((file) => missedIn(file, judgement, level)), ...comments]
}

function missedIn(file: FileScore, { demands }: Judgement, level: Annotation['level']): Annotation[] {
  const byLine = new Map(file.lines.map((each) => [each.line, each]))
  if (isUnreported(file)) {
    if (demands.unreportedFiles === 'ignore') return []
    const [first] = file.missed.length > 0 ? file.missed : file.unmeasured
    return [
      {
        level: demands.unreportedFiles === 'warn' ? 'warning' : level,
        title: 'Not in any report',
        message: `No report mentions this file, so no test loads it.\nLoad it in a test, or tell the coverage tool to report such files.`,
        file: file.path,
        ...(first === undefined ? {} : { line: first }),
      },
    ]
  }
  return rangesOf(file.missed).map((range) => ({
    level,
    title: 'Not run by any test',
    message: `${describeMissed(range, byLine)}\nAdd a test that does.`,
    file: file.path,
    line: range.first,
    ...(range.last === range.first ? {} : { endLine: range.last }),
  }))
}

function describeMissed({ first, last }: LineRange, byLine: ReadonlyMap<number, CountedLine>): string {
  const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`
  const runs = Array.from(
    { length: last - first + 1 },
    (_, index) => (byLine.get(first + index)?.count ?? 0) > 0,
  )
  if (!runs.includes(true)) return `No test runs ${lines}.`
  return runs.includes(false)
    ? `No test runs all of ${lines} with every branch.`
    : `No test takes every branch of ${lines}.`
}
