import { PatternError } from './pattern-error.ts'

/** A run of text in an expansion, with its offset in the pattern. */
interface Piece {
  readonly text: string
  readonly offset: number
}

/** One of the patterns that a pattern with braces expands to, as runs of text. */
export type Expansion = readonly Piece[]

type Node = Piece | { readonly offset: number; readonly branches: readonly Expansion[] }

const MAXIMUM_EXPANSIONS = 1000
const MAXIMUM_EXPANDED_LENGTH = 32_768

const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/
const letters = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/
const padded = /^-?0\d/

/**
 * Returns the patterns that `pattern` expands to. Braces expand as in Bash and minimatch: `{a,b}`, nested and with
 * empty alternatives, `{1..5}`, `{01..10..3}`, `{a..e}`. A group without a comma or a range, an unmatched brace and
 * `${…}` stay unchanged. Backslashes are kept, because the parser of segments interprets them.
 *
 * @param start the offset to read from; the text before it is not part of any expansion
 * @throws PatternError for more than 1,000 expansions or 32,768 characters in all, and for a range of letters that
 *   includes punctuation, such as `{Z..a}`
 */
export function expandBraces(pattern: string, start = 0): readonly Expansion[] {
  const expansions = combine(pattern, parse(pattern, start, pattern.length))
  const length = expansions.reduce((sum, expansion) => sum + textOf(expansion).length, 0)
  if (length > MAXIMUM_EXPANDED_LENGTH) throw tooMany(pattern, pattern.indexOf('{'))
  return expansions
}

/** Returns the text of an expansion. */
export function textOf(expansion: Expansion): string {
  return expansion.map(({ text }) => text).join('')
}

/** Returns the offset in the pattern of the character at `index` of the text that {@link textOf} returns. */
export function offsetOf(expansion: Expansion, index: number): number {
  let rest = index
  for (const { text, offset } of expansion) {
    if (rest < text.length) return offset + rest
    rest -= text.length
  }
  const last = expansion.at(-1)
  return last ? last.offset + last.text.length : index
}

function parse(pattern: string, from: number, to: number): Node[] {
  const nodes: Node[] = []
  let plain = from
  const endPlain = (at: number) => {
    if (at > plain) nodes.push({ text: pattern.slice(plain, at), offset: plain })
  }
  for (let at = from; at < to; at++) {
    if (pattern[at] === '\\') {
      at++
      continue
    }
    const group = pattern[at] === '{' ? findGroup(pattern, at, to) : undefined
    if (!group) continue
    if (pattern[at - 1] !== '$') {
      endPlain(at)
      nodes.push({ offset: at, branches: expandGroup(pattern, at, group) })
      plain = group.close + 1
    }
    at = group.close
  }
  endPlain(to)
  return nodes
}

interface Group {
  readonly close: number
  readonly commas: readonly number[]
}

/**
 * Returns the end of the group that opens at `open`. A group with neither a comma nor a range does not end at its
 * brace: Bash reads `{a},b}` as `a}` or `b`.
 */
function findGroup(pattern: string, open: number, to: number): Group | undefined {
  const commas: number[] = []
  let depth = 0
  let nestedComma = false
  for (let at = open + 1; at < to; at++) {
    const character = pattern[at]
    if (character === '\\') at++
    else if (character === '{') depth++
    else if (character === ',' && depth === 0) commas.push(at)
    else if (character === ',') nestedComma = true
    else if (character === '}' && depth > 0) depth--
    else if (character === '}') {
      if (commas.length > 0 || parseRange(pattern.slice(open + 1, at))) return { close: at, commas }
      if (nestedComma) return undefined
    }
  }
  return undefined
}

function expandGroup(pattern: string, open: number, { close, commas }: Group): readonly Expansion[] {
  if (commas.length === 0) return expandRange(pattern, open, pattern.slice(open + 1, close))
  const edges = [open, ...commas, close]
  return edges
    .slice(1)
    .flatMap((end, index) => combine(pattern, parse(pattern, (edges[index] ?? open) + 1, end)))
}

function parseRange(body: string): RegExpExecArray | null {
  return numbers.exec(body) ?? letters.exec(body)
}

function expandRange(pattern: string, open: number, body: string): readonly Expansion[] {
  const ends = letters.exec(body)
  const [, first = '', last = '', increment] = ends ?? numbers.exec(body) ?? []
  const toNumber = (end: string) => (ends ? end.charCodeAt(0) : Number(end))
  if (ends && first < 'a' !== last < 'a') {
    throw new PatternError(
      pattern,
      open,
      `{${body}} runs from one case of letters to the other: write two ranges`,
    )
  }
  const low = Math.min(toNumber(first), toNumber(last))
  const high = Math.max(toNumber(first), toNumber(last))
  const step = Math.max(1, Math.abs(Number(increment ?? 1)))
  if (
    !((high - low) / step < MAXIMUM_EXPANSIONS && Number.isSafeInteger(low) && Number.isSafeInteger(high))
  ) {
    throw tooMany(pattern, open)
  }
  const width = [first, last, increment ?? ''].some((end) => padded.test(end))
    ? Math.max(first.length, last.length)
    : 0
  const origin = toNumber(first)
  const direction = origin <= toNumber(last) ? step : -step
  const count = Math.floor((high - low) / step) + 1
  return Array.from({ length: count }, (_, index) => {
    const value = origin + index * direction
    return [{ text: ends ? String.fromCharCode(value) : formatNumber(value, width), offset: open }]
  })
}

function formatNumber(value: number, width: number): string {
  const sign = value < 0 ? '-' : ''
  return sign + String(Math.abs(value)).padStart(width - sign.length, '0')
}

function combine(pattern: string, nodes: readonly Node[]): readonly Expansion[] {
  let expansions: readonly Expansion[] = [[]]
  for (const node of nodes) {
    const branches = 'branches' in node ? node.branches : [[node]]
    if (expansions.length * branches.length > MAXIMUM_EXPANSIONS) throw tooMany(pattern, node.offset)
    expansions = expansions.flatMap((head) => branches.map((tail) => [...head, ...tail]))
  }
  return expansions
}

function tooMany(pattern: string, offset: number): PatternError {
  return new PatternError(
    pattern,
    offset,
    `the braces expand to too many patterns (allowed are ${MAXIMUM_EXPANSIONS}, and ${MAXIMUM_EXPANDED_LENGTH} characters in all): use a wildcard, or split the pattern`,
  )
}
