import { readSource, type SourceText } from './lexer/scan.ts'

/** An added comment that takes lines out of a report. */
export interface IgnoreComment {
  readonly line: number
  /** The words that a tool looks for. */
  readonly comment: string
}

/**
 * What coverage tools look for in comments, in the letter case that they accept. What only ends a region is left out:
 * it takes no line out of a report. `NOSONAR` is left out too, because it changes no report.
 */
const directives: readonly RegExp[] = [
  // c8, vitest and node
  /\b(?:[cv]8|node:coverage)\s+ignore\s+(?:next|start|if|else|file|class|try|catch)\b/g,
  /\b(?:[cv]8|node:coverage)\s+disable\b/g,
  /\bistanbul\s+ignore\s+(?:next|if|else|file|class|try|start)\b/g,
  /\bdeno-coverage-ignore(?!-stop\b)(?:-file|-start|-next)?(?![\w-])/g,
  // coverage.py
  /\b(?:pragma|PRAGMA)[:\s]?\s*(?:no|NO)\s*(?:cover|COVER|branch|BRANCH)/g,
  // lcov, geninfo, gcovr, grcov
  /\b(?:LCOV|GCOVR|GCOV|GRCOV)_EXCL_(?!(?:\w+_)?STOP\b)\w+/g,
  /\bLCOV_UNREACHABLE_(?!STOP\b)\w+/g,
  // dart, Ruby's simplecov, PHPUnit, excoveralls, covr, Julia, scoverage, luacov
  /\bcoverage:ignore-(?:line|start|file)\b/g,
  /:nocov:/g,
  /@codeCoverageIgnore(?!End)(?:Start)?\b/g,
  /\bcoveralls-ignore-(?:start|next-line)\b/g,
  /#\s*nocov\b(?!\s+end)/g,
  /\bCOV_EXCL_(?!STOP\b)\w+/g,
  /\$COVERAGE-OFF\$/g,
  /\bluacov:\s*disable\b/g,
]

/**
 * Returns the comments on added lines that take lines out of a report. Words in strings are none. Where a file is not
 * understood, every line of it is searched: a comment too many is only a warning.
 */
export function ignoreComments(
  path: string,
  lines: readonly string[],
  addedLines: readonly number[],
): readonly IgnoreComment[] {
  const source = readSource(path, lines)
  const added = new Set(addedLines)
  const found: IgnoreComment[] = []
  for (const { start, end } of commentsOf(source)) {
    const text = source.text.slice(start, end)
    for (const directive of directives)
      for (const match of text.matchAll(directive)) {
        const line = lineOf(source.starts, start + match.index)
        const last = lineOf(source.starts, start + match.index + match[0].length - 1)
        if (hasAny(added, line, last)) found.push({ line, comment: match[0].replace(/\s+/g, ' ').trim() })
      }
  }
  return found.sort((a, b) => a.line - b.line || (a.comment < b.comment ? -1 : 1))
}

interface Piece {
  readonly start: number
  readonly end: number
}

/** The comments of a file, and whatever of it is in doubt. */
function commentsOf({ text, scan }: SourceText): readonly Piece[] {
  const comments = scan.spans.filter(({ kind }) => kind === 'comment')
  return scan.doubtFrom < text.length ? [...comments, { start: scan.doubtFrom, end: text.length }] : comments
}

/** Returns the number of the line that holds an offset. */
function lineOf(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low + 1
}

function hasAny(lines: ReadonlySet<number>, first: number, last: number): boolean {
  for (let line = first; line <= last; line += 1) if (lines.has(line)) return true
  return false
}
