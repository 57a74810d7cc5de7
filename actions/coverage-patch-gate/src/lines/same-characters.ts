import { isSpaceCode } from './lexer/characters.ts'
import type { SourceText } from './lexer/scan.ts'
import { firstSpanAfter } from './tokens.ts'

const comma = 44

/**
 * Whether two pieces of code have the same characters in the same order, apart from white space, commas and comments.
 * What was only reformatted has. A piece that changed mostly differs within its first line, so this is quick.
 */
export function haveSameCharacters(
  one: SourceText,
  oneRange: { readonly start: number; readonly end: number },
  other: SourceText,
  otherRange: { readonly start: number; readonly end: number },
): boolean {
  const nextOfOne = readerOf(one, oneRange.start, oneRange.end)
  const nextOfOther = readerOf(other, otherRange.start, otherRange.end)
  for (;;) {
    const code = nextOfOne()
    if (code !== nextOfOther()) return false
    if (code < 0) return true
  }
}

/** Returns a function that returns the next character code of a piece; -1 after the last. */
function readerOf({ text, scan }: SourceText, start: number, end: number): () => number {
  let span = firstSpanAfter(scan.spans, start)
  let at = start
  return () => {
    while (at < end) {
      while ((scan.spans[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1
      const next = scan.spans[span]
      if (next?.kind === 'comment' && next.start <= at) {
        at = next.end
        continue
      }
      const code = text.charCodeAt(at)
      at += 1
      if (code !== comma && !isSpaceCode(code)) return code
    }
    return -1
  }
}
