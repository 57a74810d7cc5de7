import type { Alternative, Part } from './alternative.ts'
import { compileSegmentMatcher, type SegmentMatcher } from './segment-matcher.ts'

/** Returns whether a path matches; `segments` is the path split at its slashes. */
export type PathMatcher = (path: string, segments: readonly string[]) => boolean

type Step = { readonly kind: 'globstar' } | { readonly kind: 'segment'; readonly matches: SegmentMatcher }

/**
 * Compiles one alternative of a pattern. Literal paths and `directory/**` are compared as text. For any other
 * pattern, the matcher first compares the literal beginning, then takes the path segment by segment.
 */
export function compilePathMatcher(alternative: Alternative, dot: boolean): PathMatcher {
  const literals = leadingLiterals(alternative)
  const beginning = literals.join('/')
  if (literals.length === alternative.length) return (path) => path === beginning

  const below = beginning === '' ? '' : `${beginning}/`
  const rest = alternative.slice(literals.length)
  if (rest.length === 1 && rest[0]?.kind === 'globstar') {
    return (path) =>
      path.length > below.length && path.startsWith(below) && (dot || !hasHiddenSegment(path, below.length))
  }
  const steps = rest.map((part) => compileStep(part, dot))
  return (path, segments) => path.startsWith(below) && walk(steps, segments, literals.length, dot)
}

function compileStep(part: Part, dot: boolean): Step {
  switch (part.kind) {
    case 'globstar':
      return part
    case 'literal':
      return { kind: 'segment', matches: (segment) => segment === part.text }
    case 'wildcard':
      return { kind: 'segment', matches: compileSegmentMatcher(part.items, dot) }
    case 'capture':
      return { kind: 'segment', matches: compileSegmentMatcher([{ kind: 'star' }], dot) }
  }
}

/** Returns the literal segments at the beginning of an alternative. */
export function leadingLiterals(alternative: Alternative): readonly string[] {
  const literals: string[] = []
  for (const part of alternative) {
    if (part.kind !== 'literal') break
    literals.push(part.text)
  }
  return literals
}

/**
 * Matches the segments from index `from` on, in order. It keeps the set of steps that may come next, so that each
 * segment meets each step at most once. A globstar matches any number of segments, and at the end of a pattern at
 * least one; without `dot` it matches no segment that begins with a dot.
 */
function walk(steps: readonly Step[], segments: readonly string[], from: number, dot: boolean): boolean {
  const last = steps.length - 1
  const reach = (next: Uint8Array, index: number) => {
    let at = index
    next[at] = 1
    while (at < last && steps[at]?.kind === 'globstar') next[++at] = 1
  }
  let reached = new Uint8Array(steps.length + 1)
  let next = new Uint8Array(steps.length + 1)
  reach(reached, 0)
  for (let at = from; at < segments.length; at++) {
    const segment = segments[at] as string
    next.fill(0)
    for (let index = 0; index <= last; index++) {
      if (reached[index] === 0) continue
      const step = steps[index] as Step
      if (step.kind === 'segment') {
        if (step.matches(segment)) reach(next, index + 1)
      } else if (dot || !segment.startsWith('.')) {
        reach(next, index)
        if (index === last) next[steps.length] = 1
      }
    }
    ;[reached, next] = [next, reached]
  }
  return reached[steps.length] === 1
}

function hasHiddenSegment(path: string, from: number): boolean {
  return path.startsWith('.', from) || path.includes('/.', from)
}
