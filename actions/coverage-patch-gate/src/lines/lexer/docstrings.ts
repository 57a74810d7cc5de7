import { isBreakCode, isSpaceCode } from './characters.ts'
import type { Scan, Span } from './spans.ts'

/**
 * Returns the scan in which a string that is a statement of its own is a comment: it starts its line outside of
 * brackets, no line before it goes on with a backslash, no prefix makes it anything but text, and nothing but a
 * comment follows it on its last line. In doubt it stays a string, which is code.
 */
export function documented(text: string, scan: Scan): Scan {
  let depth = 0
  let at = 0
  const spans = scan.spans.map((span, index): Span => {
    for (; at < span.start; at += 1) {
      const char = text.charAt(at)
      if (char === '(' || char === '[' || char === '{') depth += 1
      else if (char === ')' || char === ']' || char === '}') depth -= 1
    }
    at = span.end
    if (span.kind !== 'string' || depth !== 0) return span
    if (!startsStatement(text, span.start) || !endsLine(text, span.end, scan.spans[index + 1])) return span
    return { kind: 'comment', start: span.start, end: span.end }
  })
  return { spans, doubtFrom: scan.doubtFrom }
}

/** Whether only white space stands before `at` on its line, and the line before does not go on. */
function startsStatement(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && !isBreakCode(text.charCodeAt(before))) {
    if (!isSpaceCode(text.charCodeAt(before))) return false
    before -= 1
  }
  while (before >= 0 && isBreakCode(text.charCodeAt(before))) before -= 1
  return text.charAt(before) !== '\\'
}

function endsLine(text: string, end: number, next: Span | undefined): boolean {
  let after = end
  while (after < text.length && !isBreakCode(text.charCodeAt(after))) {
    if (next?.kind === 'comment' && next.start === after) return true
    if (!isSpaceCode(text.charCodeAt(after))) return false
    after += 1
  }
  return true
}
