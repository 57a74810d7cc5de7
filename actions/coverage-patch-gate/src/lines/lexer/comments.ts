import type { BlockComment, LineComment } from '../syntax/syntax.ts'
import { endOfLineComment } from './characters.ts'

const backslash = 92

/** Returns the offset at which a line comment ends that starts at `at`. */
export function endOfLineCommentForm(form: LineComment, text: string, at: number): number {
  let end = endOfLineComment(text, at)
  while (form.continues && end < text.length && text.charCodeAt(end - 1) === backslash) {
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1
    end = endOfLineComment(text, next)
  }
  if (form.until === undefined) return end
  const until = text.slice(at, end).indexOf(form.until)
  return until < 0 ? end : at + until
}

/** Returns the offset after a block comment that starts at `at`; undefined if it does not end. */
export function endOfBlockComment(form: BlockComment, text: string, at: number): number | undefined {
  const { open, close } = form
  if (form.only === 'line-start') return endAtLineStart(close, text, at + open.length)
  let depth = 1
  let from = at + open.length
  let nextOpen = form.nests ? text.indexOf(open, from) : -1
  for (;;) {
    const nextClose = text.indexOf(close, from)
    if (nextClose < 0) return undefined
    if (nextOpen >= 0 && nextOpen < from) nextOpen = text.indexOf(open, from)
    if (nextOpen >= 0 && nextOpen < nextClose) {
      depth += 1
      from = nextOpen + open.length
      continue
    }
    from = nextClose + close.length
    depth -= 1
    if (depth === 0) return from
  }
}

/** The comments of Ruby and Perl, whose last line starts with the closing word. */
function endAtLineStart(close: string, text: string, from: number): number | undefined {
  const found = text.indexOf(`\n${close}`, from)
  return found < 0 ? undefined : endOfLineComment(text, found + 1)
}
