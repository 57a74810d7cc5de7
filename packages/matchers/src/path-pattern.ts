import type { Alternative, Part } from './alternative.ts'
import { type Expansion, expandBraces, offsetOf, textOf } from './brace-expansion.ts'
import { assertPatternCost, costOf } from './pattern-cost.ts'
import { PatternError, type Refuse } from './pattern-error.ts'
import { literalText } from './segment-matcher.ts'
import { parseSegment } from './segment-syntax.ts'

const placeholder = /^\{([a-z][a-z0-9_-]*)\}$/

/** What a glob is made of. */
export interface PathPattern {
  /** The ways through it that a path can take. */
  readonly alternatives: readonly Alternative[]
  /** Why some of its alternatives, or all, match no path in git. */
  readonly unmatchable: readonly PatternError[]
  /** The most steps that it takes for each character of a path. */
  readonly cost: number
}

/**
 * Parses a glob into its alternatives. Those that match no path in git, because they begin or end with a slash or have
 * a segment `.`, are listed apart; one that ends with a slash is left out without a word if the same one without it is
 * there, as in `dir{,/}`.
 *
 * @param start where the pattern begins, after the marks of negation
 * @param captures whether `{name}` captures a segment; every other brace that is left is then refused
 * @throws PatternError for all that cannot be matched as it is written, and for a pattern that costs too much
 */
export function parsePathPattern(pattern: string, start: number, captures: boolean): PathPattern {
  const unmatchable: PatternError[] = []
  const parsed = new Map<string, Part>()
  const alternatives: Alternative[] = []
  const expansions = expandBraces(pattern, start)
  const texts = new Set(expansions.map(textOf))
  for (const expansion of expansions) {
    const parts = parseExpansion(expansion)
    if (!(parts instanceof PatternError)) alternatives.push(parts)
    else if (!hasTwin(textOf(expansion))) unmatchable.push(parts)
  }
  const cost = costOf(alternatives)
  assertPatternCost(pattern, cost)
  return { alternatives, unmatchable, cost }

  function hasTwin(text: string): boolean {
    return text.endsWith('/') && texts.has(text.slice(0, -1))
  }

  function parseExpansion(expansion: Expansion): Alternative | PatternError {
    const text = textOf(expansion)
    const refuse: Refuse = (message, index) => new PatternError(pattern, offsetOf(expansion, index), message)
    if (text === '') return refuse('an empty pattern matches no path', 0)
    if (text.startsWith('/')) return refuse('paths in git do not begin with /: leave it out', 0)
    if (text.endsWith('/')) {
      return refuse(
        'no path in git ends with /: write /** for all that is below a directory',
        text.length - 1,
      )
    }
    const parts: Part[] = []
    let dotAt: number | undefined
    for (const { segment, index } of splitSegments(text)) {
      const refuseHere: Refuse = (message, at) => refuse(message, index + at)
      const part = parsed.get(segment) ?? parsePart(segment, refuseHere)
      parsed.set(segment, part)
      // Two `**` side by side say what one says.
      if (part.kind !== 'globstar' || parts.at(-1)?.kind !== 'globstar') parts.push(part)
      if (part.kind !== 'literal') continue
      if (part.text === '..')
        throw refuseHere('no path in git has a segment ..: write the path from the root', 0)
      if (part.text === '.') dotAt ??= index
    }
    return dotAt === undefined
      ? parts
      : refuse('no path in git has a segment .: write the path from the root', dotAt)
  }

  function parsePart(segment: string, refuse: Refuse): Part {
    if (segment === '**') return { kind: 'globstar' }
    if (captures) {
      const name = placeholder.exec(segment)?.[1]
      if (name !== undefined) return { kind: 'capture', name, offset: refuse('', 0).offset }
      refuseBraces(segment, refuse)
    }
    const items = parseSegment(segment, refuse)
    const text = literalText(items)
    return text === undefined ? { kind: 'wildcard', items } : { kind: 'literal', text }
  }
}

/** Slashes side by side count as one. */
function* splitSegments(text: string): Generator<{ segment: string; index: number }> {
  let index = 0
  for (const segment of text.split('/')) {
    if (segment !== '') yield { segment, index }
    index += segment.length + 1
  }
}

function refuseBraces(segment: string, refuse: Refuse): void {
  for (let at = 0; at < segment.length; at++) {
    if (segment[at] === '\\') at++
    else if (segment[at] === '{' || segment[at] === '}') {
      throw refuse(
        `${segment} captures nothing: a capture is a whole segment, {name}, of small letters, digits, _ and - that begins with a letter; write \\{ and \\} for braces`,
        at,
      )
    }
  }
}
