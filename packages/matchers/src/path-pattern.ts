import { type Expansion, expandBraces, offsetOf, textOf } from './brace-expansion.ts'
import { PatternError, type Refuse } from './pattern-error.ts'
import { literalText } from './segment-matcher.ts'
import { type Item, parseSegment } from './segment-syntax.ts'

/** What a pattern says about one segment of a path; `globstar` is about any number of segments. */
export type Part =
  | { readonly kind: 'globstar' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly items: readonly Item[] }
  | { readonly kind: 'capture'; readonly name: string; readonly offset: number }

/** One way through a pattern: its segments after the braces are expanded. */
export type Alternative = readonly Part[]

const placeholder = /^\{([a-z][a-z0-9_-]*)\}$/

/**
 * Parses a glob into its alternatives. Those that begin or end with a slash, and match
 * no path in git, are left out, for `dir{/,}**` is sensible; where none remains, the pattern is refused.
 *
 * @param start where the pattern begins, after the marks of negation
 * @param captures whether `{name}` captures a segment; every other brace that is left is then refused
 * @throws PatternError for all that cannot be matched as it is written
 */
export function parsePathPattern(pattern: string, start: number, captures: boolean): readonly Alternative[] {
  let unmatchable: PatternError | undefined
  const parsed = new Map<string, Part>()
  const alternatives: Alternative[] = []
  for (const expansion of expandBraces(pattern, start)) {
    const parts = parseExpansion(expansion)
    if (parts instanceof PatternError) unmatchable ??= parts
    else alternatives.push(parts)
  }
  if (alternatives.length === 0 && unmatchable) throw unmatchable
  return alternatives

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
    for (const { segment, index } of splitSegments(text)) {
      const refuseHere: Refuse = (message, at) => refuse(message, index + at)
      const part = parsed.get(segment) ?? parsePart(segment, refuseHere)
      parsed.set(segment, part)
      parts.push(part)
      if (part.kind === 'literal' && (part.text === '.' || part.text === '..')) {
        throw refuseHere(`no path in git has a segment ${part.text}: write the path from the root`, 0)
      }
    }
    return parts
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
