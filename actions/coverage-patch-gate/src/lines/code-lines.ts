import { isSpaceCode, isWordCode } from './lexer/characters.ts'
import { readSource, type SourceText } from './lexer/scan.ts'

/** Brackets, and the punctuation between them. */
const brackets = '(){}[];,:'

/**
 * Returns for each line of a file whether it holds code: index 0 is line 1. Blank lines, comments and lines with only
 * brackets do not. Words that only close a block, such as `end` in Ruby or `fi` in a shell, count as brackets where
 * they stand alone, and so does the end of a tag in JSX. A string that is a statement of its own in Python is a
 * comment. In doubt a line is code: every line that is not blank if the language is not known, and every such line
 * from where a comment or string starts that does not end.
 */
export function codeLines(path: string, lines: readonly string[]): readonly boolean[] {
  return codeLinesOf(readSource(path, lines))
}

/** Returns for each line of a file that was read already whether it holds code. */
export function codeLinesOf({ text, starts, syntax, scan }: SourceText): readonly boolean[] {
  const closers = new Set(syntax?.closers ?? [])
  const result: boolean[] = []
  let span = 0
  for (let line = 0; line + 1 < starts.length; line += 1) {
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 0) - 1
    if (end > scan.doubtFrom || start >= scan.doubtFrom) {
      result.push(text.slice(start, end).trim() !== '')
      continue
    }
    let holdsCode = false
    let at = start
    while (at < end && !holdsCode) {
      while ((scan.spans[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1
      const current = scan.spans[span]
      if (current && current.start <= at) {
        if (current.kind === 'comment' || current.kind === 'mark') at = Math.min(current.end, end)
        else {
          const until = Math.min(current.end, end)
          holdsCode = text.slice(at, until).trim() !== ''
          at = until
        }
        continue
      }
      const code = text.charCodeAt(at)
      if (isSpaceCode(code) || brackets.includes(text.charAt(at))) at += 1
      else if (closers.size > 0 && isWordCode(code)) {
        let last = at
        while (last < end && isWordCode(text.charCodeAt(last))) last += 1
        holdsCode = !closers.has(text.slice(at, last))
        at = last
      } else holdsCode = true
    }
    result.push(holdsCode)
  }
  return result
}
