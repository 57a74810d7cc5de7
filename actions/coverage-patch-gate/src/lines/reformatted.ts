import { gapBetween } from './gaps.ts'
import { isSpaceCode } from './lexer/characters.ts'
import type { SourceText } from './lexer/scan.ts'
import type { Layout } from './syntax/syntax.ts'
import { type Enclosing, enclosingAt, firstSpanAfter, type Token, tokensBetween } from './tokens.ts'
import { withoutTrailingCommas } from './trailing-commas.ts'

/** The lines of one side of a hunk, as indexes from 0: from `from` to before `to`. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/**
 * Returns for each hunk of a file whether it was only reformatted: the code before and after differs only in white
 * space, line breaks and trailing commas outside strings, where these have no meaning in the language. In doubt it was
 * not. A hunk without code on one side was not.
 */
export function findReformatted(
  old: SourceText,
  oldRanges: readonly LineRange[],
  now: SourceText,
  nowRanges: readonly LineRange[],
): readonly boolean[] {
  const isPossible = nowRanges.some((range, index) => isFilled(range) && isFilled(oldRanges[index]))
  if (!isPossible || !old.syntax || old.syntax !== now.syntax) return nowRanges.map(() => false)
  const before = readRanges(old, oldRanges)
  const after = readRanges(now, nowRanges)
  return nowRanges.map((_, index) => {
    const one = before[index]
    const other = after[index]
    if (!one || !other || one.enclosing?.open !== other.enclosing?.open) return false
    const isStrict = isForPreprocessor(old, one) || isForPreprocessor(now, other)
    const layout = isStrict ? 'lines' : (now.syntax?.layout ?? 'exact')
    const oldForm = canonical(old, one, layout)
    return oldForm.length > 0 && isEqual(oldForm, canonical(now, other, layout))
  })
}

function isFilled(range: LineRange | undefined): boolean {
  return range !== undefined && range.to > range.from
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly enclosing: Enclosing | undefined
}

/** Returns the pieces of text; undefined for one that is empty or not understood. */
function readRanges(source: SourceText, ranges: readonly LineRange[]): readonly (Piece | undefined)[] {
  const { starts, scan } = source
  const enclosing = enclosingAt(
    source,
    ranges.map(({ from }) => starts[from] ?? 0),
  )
  return ranges.map(({ from, to }, index) => {
    const start = starts[from] ?? 0
    const end = (starts[to] ?? 0) - 1
    if (to <= from || end > scan.doubtFrom) return undefined
    return { start, end, enclosing: enclosing[index] }
  })
}

/** Whether the preprocessor reads these lines, for which line breaks and gaps have a meaning. */
function isForPreprocessor({ text, syntax }: SourceText, { start, end }: Piece): boolean {
  if (!syntax?.preprocessor) return false
  return text.charAt(start - 2) === '\\' || /^[ \t]*#|\\\r?$/m.test(text.slice(start, end))
}

/** The tokens of a piece, each after the gap that has a meaning. */
function canonical(source: SourceText, { start, end, enclosing }: Piece, layout: Layout): readonly string[] {
  const all = tokensBetween(source, start, end, enclosing)
  const rule = layout === source.syntax?.layout ? source.syntax.trailingCommas : undefined
  const tokens = withoutTrailingCommas(all, () => firstAfter(source, end), rule)
  let before: Token | undefined
  return tokens.map((token) => {
    const between = before ? source.text.slice(before.end, token.start) : ''
    const gap = gapBetween(layout, before, token, between, () => indentationOf(source.text, token.start))
    before = token
    return gap + token.text
  })
}

/** The first character of code after an offset; `''` if there is none. */
function firstAfter({ text, scan, starts }: SourceText, from: number): string {
  let at = from
  let span = firstSpanAfter(scan.spans, from)
  while (at < (starts.at(-1) ?? 0)) {
    const next = scan.spans[span]
    if (next && next.start <= at) {
      if (next.kind !== 'comment') return ''
      at = next.end
      span += 1
    } else if (isSpaceCode(text.charCodeAt(at))) at += 1
    else return text.charAt(at)
  }
  return ''
}

function indentationOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  let end = start
  while (end < at && isSpaceCode(text.charCodeAt(end))) end += 1
  return text.slice(start, end)
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
