import { gapBetween } from './gaps.ts'
import { isSpaceCode } from './lexer/characters.ts'
import type { SourceText } from './lexer/scan.ts'
import { haveSameCharacters } from './same-characters.ts'
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
  if (!old.syntax || old.syntax !== now.syntax) return nowRanges.map(() => false)
  const possible = nowRanges.flatMap((range, index) => {
    const before = pieceOf(old, oldRanges[index])
    const after = pieceOf(now, range)
    return before && after && haveSameCharacters(old, before, now, after) ? [{ index, before, after }] : []
  })
  if (possible.length === 0) return nowRanges.map(() => false)
  const oldEnclosing = enclosingAt(
    old,
    possible.map(({ before }) => before.start),
  )
  const nowEnclosing = enclosingAt(
    now,
    possible.map(({ after }) => after.start),
  )
  const found = new Set(
    possible
      .filter(({ before, after }, at) => isSame(old, before, oldEnclosing[at], now, after, nowEnclosing[at]))
      .map(({ index }) => index),
  )
  return nowRanges.map((_, index) => found.has(index))
}

interface Piece {
  readonly start: number
  readonly end: number
}

/** Returns the text of some lines; undefined if there are none, or if they are not understood. */
function pieceOf({ starts, scan }: SourceText, range: LineRange | undefined): Piece | undefined {
  if (!range || range.to <= range.from) return undefined
  const end = (starts[range.to] ?? 0) - 1
  return end > scan.doubtFrom ? undefined : { start: starts[range.from] ?? 0, end }
}

function isSame(
  old: SourceText,
  before: Piece,
  oldEnclosing: Enclosing | undefined,
  now: SourceText,
  after: Piece,
  nowEnclosing: Enclosing | undefined,
): boolean {
  if (oldEnclosing?.open !== nowEnclosing?.open) return false
  const isStrict = isForPreprocessor(old, before) || isForPreprocessor(now, after)
  const layout = isStrict ? 'lines' : (now.syntax?.layout ?? 'exact')
  const oldForm = canonical(old, before, oldEnclosing, layout)
  return oldForm.length > 0 && isEqual(oldForm, canonical(now, after, nowEnclosing, layout))
}

/** Whether the preprocessor reads these lines, for which line breaks and gaps have a meaning. */
function isForPreprocessor({ text, syntax }: SourceText, { start, end }: Piece): boolean {
  if (!syntax?.preprocessor) return false
  return text.charAt(start - 2) === '\\' || /^[ \t]*#|\\\r?$/m.test(text.slice(start, end))
}

/** The tokens of a piece, each after the gap that has a meaning. */
function canonical(
  source: SourceText,
  { start, end }: Piece,
  enclosing: Enclosing | undefined,
  layout: Layout,
): readonly string[] {
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
