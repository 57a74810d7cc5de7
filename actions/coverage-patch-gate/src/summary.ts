import { blocks, bullets, code, counted, details, type Markdown, prose, table, text } from '@suite/report'
import { describeFailure } from './describe.ts'
import type { Judgement } from './judgement.ts'
import { type Links, linkedFile, linkedRange } from './links.ts'
import { rangesOf } from './ranges.ts'
import { percentOf } from './ratio.ts'
import type { FileScore, LineResult } from './score.ts'
import { sumOf } from './score.ts'

/** The maximum number of files in a table, and of ranges in one cell. The full report has all of them. */
const mostFiles = 300
const mostRanges = 40

/** Returns the section of a change: what does not hold, the table by file, and what was left out. */
export function sectionOf(judgement: Judgement, links: Links): Markdown {
  const { decision, facts, notes, comparison, coverage } = judgement
  const { left, right, leftIs } = comparison
  const { failures } = decision
  return blocks(
    bullets(failures.slice(1).map((failure) => prose(`Also: ${describeFailure(failure)}`))),
    filesTable(facts.files, links),
    factsOf(judgement),
    leftOutLines(facts.files, links),
    ignoredLines(judgement, links),
    bullets(notes.map((note) => prose(note))),
    `Compared ${code(right.slice(0, 12))} with ${text(leftIs)} (${code(left.slice(0, 12))}), by ${counted(coverage.reports.length, 'report')}.`,
  )
}

function filesTable(files: readonly FileScore[], links: Links): Markdown {
  const shown = files.filter(
    ({ covered, missed, unmeasured }) => covered + missed.length + unmeasured.length > 0,
  )
  // The files with the most missed lines come first, because a table may be cut.
  const sorted = shown.toSorted((a, b) => b.missed.length - a.missed.length)
  if (sorted.length === 0) return ''
  const rows = sorted.slice(0, mostFiles).map((file) => {
    const { covered, total } = sumOf([file])
    const percent = percentOf({ covered, total })
    return [
      linkedFile(links, file.path),
      total === 0 ? '' : `${covered} of ${total} (${percent} %)`,
      file.unreported && file.missed.length > 0
        ? `${ranges(file.path, file.missed, links)} (in no report)`
        : ranges(file.path, file.missed, links),
      ranges(file.path, file.unmeasured, links),
    ]
  })
  const more = sorted.length - mostFiles
  return blocks(
    withoutEmptyColumns(['File', 'Run by tests', 'Missed lines', 'Code without a count'], rows),
    more > 0 ? `And ${counted(more, 'more file')}, which the full report lists.` : undefined,
  )
}

/** Returns a table without the columns in which no row has anything. */
function withoutEmptyColumns(headers: readonly string[], rows: readonly (readonly Markdown[])[]): Markdown {
  const isUsed = (_: unknown, column: number) => rows.some((row) => row[column] !== '')
  return table(
    headers.filter(isUsed),
    rows.map((row) => row.filter(isUsed)),
  )
}

function ranges(path: string, lines: readonly number[], links: Links): Markdown {
  const all = rangesOf(lines)
  const shown = all.slice(0, mostRanges).map((range) => linkedRange(links, path, range))
  return shown.join(', ') + (all.length > mostRanges ? ` and ${all.length - mostRanges} more` : '')
}

const kinds = {
  removed: ['removed file', 'removed files'],
  'no-file': ['symlink or submodule', 'symlinks or submodules'],
  test: ['file of tests', 'files of tests'],
  excluded: ['file that include or exclude leaves out', 'files that include or exclude leaves out'],
  generated: ['generated file', 'generated files'],
  declarations: ['file of types alone', 'files of types alone'],
} as const

/** Returns one line with the project's coverage, and one with the files that do not count. */
function factsOf({ facts, scope }: Judgement): Markdown {
  const { project, unknownFiles } = facts
  const left = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = scope.leftOut[kind as keyof typeof kinds]
    return count === 0 ? [] : [counted(count, one, many)]
  })
  if (unknownFiles.length > 0)
    left.push(
      counted(
        unknownFiles.length,
        'file of a kind that no report mentions',
        'files of kinds that no report mentions',
      ),
    )
  return bullets([
    ...(project === undefined
      ? []
      : [
          `Whole project: ${project.covered} of ${counted(project.total, 'line')} (${percentOf(project) ?? '0'} %)`,
        ]),
    ...(left.length === 0 ? [] : [`Not counted: ${left.join(', ')}`]),
  ])
}

function leftOutLines(files: readonly FileScore[], links: Links): Markdown {
  return blocks(
    ...(['moved', 'reformatted'] as const).map((kind) => {
      const of = files.filter((file) => file[kind].length > 0)
      const total = of.reduce((sum, file) => sum + file[kind].length, 0)
      const items = of
        .slice(0, mostFiles)
        .map(
          (file) =>
            `${linkedFile(links, file.path)} ${ranges(file.path, file[kind], links)}${runOf(file, kind)}`,
        )
      return total === 0
        ? undefined
        : details(
            `${counted(total, `${kind} line`)} of code, which ${total === 1 ? 'is' : 'are'} left out`,
            bullets(items),
          )
    }),
  )
}

function runOf({ lines }: FileScore, kind: LineResult): string {
  const of = lines.filter(({ result, count }) => result === kind && count !== undefined)
  const run = of.filter(({ count }) => (count ?? 0) > 0)
  return of.length === 0 ? ', without a count' : `, tests run ${run.length} of ${of.length}`
}

function ignoredLines({ facts: { ignoreComments } }: Judgement, links: Links): Markdown {
  if (ignoreComments.length === 0) return ''
  const items = ignoreComments
    .slice(0, mostFiles)
    .map(
      ({ path, line, comment }) =>
        `${linkedFile(links, path)} ${linkedRange(links, path, { first: line, last: line })} ${code(comment)}`,
    )
  return details(
    `${counted(ignoreComments.length, 'added comment')} that ${ignoreComments.length === 1 ? 'takes' : 'take'} lines out of a report`,
    bullets(items),
  )
}
