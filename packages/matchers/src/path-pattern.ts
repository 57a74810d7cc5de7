import type { Alternative, Part } from './alternative.ts'
import { type Expansion, expandBraces, offsetOf, textOf } from './brace-expansion.ts'
import { assertPatternCost, costOf } from './pattern-cost.ts'
import { PatternError, type Refuse } from './pattern-error.ts'
import { literalText } from './segment-matcher.ts'
import { parseSegment } from './segment-syntax.ts'

const placeholder = /^\{([a-z][a-z0-9_-]*)\}$/

/** A parsed glob. */
export interface PathPattern {
  /** The alternatives that a path can match. */
  readonly alternatives: readonly Alternative[]
  /** Why some or all of its alternatives cannot match any path in git. */
  readonly unmatchable: readonly PatternError[]
  /** The maximum number of steps per character of a path. */
  readonly cost: number
}

/**
 * Parses a glob into its alternatives. Alternatives that cannot match any path in git, because they begin or end with
 * a slash or have a segment `.`, are returned separately. An alternative that ends with a slash is dropped silently
 * if the same one without the slash exists, as in `dir{,/}`.
 *
 * @param start the offset of the pattern after its negation marks
 * @param captures whether `{name}` captures a segment; any other remaining brace is then refused
 * @throws PatternError for a pattern that cannot be matched as written, and for one that costs too much
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
      // Two adjacent `**` mean the same as one.
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

/** Splits a text into segments. Adjacent slashes count as one. */
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
