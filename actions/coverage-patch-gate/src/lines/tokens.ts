import { isSpaceCode, isWordCode } from './lexer/characters.ts'
import type { SourceText } from './lexer/scan.ts'
import type { SpanKind } from './lexer/spans.ts'

/** The bracket that encloses a place, and what encloses that. */
export interface Enclosing {
  readonly open: string
  readonly outer: Enclosing | undefined
}

export interface Token {
  readonly kind: 'word' | 'sign' | Exclude<SpanKind, 'comment'>
  readonly text: string
  readonly start: number
  readonly end: number
  /** What encloses the token; of a bracket, what encloses both brackets. */
  readonly enclosing: Enclosing | undefined
}

/** Returns the tokens of code between two offsets. Comments are none. */
export function tokensBetween(
  { text, scan }: SourceText,
  from: number,
  to: number,
  enclosing: Enclosing | undefined,
): readonly Token[] {
  const tokens: Token[] = []
  let current = enclosing
  let span = firstSpanAfter(scan.spans, from)
  let at = from
  while (at < to) {
    while ((scan.spans[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1
    const next = scan.spans[span]
    if (next && next.start <= at) {
      const end = Math.min(next.end, to)
      const shown = next.kind === 'comment' ? '' : textOf(next.kind, text.slice(at, end))
      if (next.kind !== 'comment' && shown !== '') {
        // A string that goes on outside of the lines differs from one that does not.
        const clipped = `${next.start < at ? '…' : ''}${shown}${next.end > to ? '…' : ''}`
        tokens.push({ kind: next.kind, text: clipped, start: at, end, enclosing: current })
      }
      at = end
      continue
    }
    const code = text.charCodeAt(at)
    if (isSpaceCode(code)) {
      at += 1
      continue
    }
    const limit = Math.min(next?.start ?? to, to)
    let end = at + 1
    const isWord = isWordCode(code)
    if (isWord) while (end < limit && isWordCode(text.charCodeAt(end))) end += 1
    const shown = text.slice(at, end)
    if (')]}'.includes(shown)) current = current?.outer
    tokens.push({ kind: isWord ? 'word' : 'sign', text: shown, start: at, end, enclosing: current })
    if ('([{'.includes(shown)) current = { open: shown, outer: current }
    at = end
  }
  return tokens
}

/** Text between tags: line breaks, and the white space around them, are not part of it. */
function textOf(kind: SpanKind, raw: string): string {
  if (kind !== 'text') return raw
  const lines = raw.split('\n')
  const last = lines.length - 1
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : line.trimStart()
      return index === last ? start : start.trimEnd()
    })
    .filter((line) => line !== '')
    .join(' ')
}

/** Returns what encloses each of some offsets, which are in order. */
export function enclosingAt(
  source: SourceText,
  offsets: readonly number[],
): readonly (Enclosing | undefined)[] {
  const { text, scan } = source
  let current: Enclosing | undefined
  let span = 0
  let at = 0
  return offsets.map((offset) => {
    while (at < offset) {
      while ((scan.spans[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1
      const next = scan.spans[span]
      if (next && next.start <= at) {
        at = Math.min(next.end, offset)
        continue
      }
      const char = text.charAt(at)
      if (char === '(' || char === '[' || char === '{') current = { open: char, outer: current }
      else if (char === ')' || char === ']' || char === '}') current = current?.outer
      at += 1
    }
    return current
  })
}

/** Returns the index of the first piece that ends after an offset. */
export function firstSpanAfter(spans: SourceText['scan']['spans'], from: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= from) low = middle + 1
    else high = middle
  }
  return low
}
