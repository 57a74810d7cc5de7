import type { Alternative } from './alternative.ts'
import { compilePathMatcher, leadingLiterals } from './path-matcher.ts'
import { type PathPattern, parsePathPattern } from './path-pattern.ts'
import { assertPatternLength, PatternError } from './pattern-error.ts'

export interface GlobOptions {
  /** Whether wildcards match names that begin with a dot. Default true. */
  readonly dot?: boolean
  /** Whether a pattern that no path can match compiles to one that matches nothing. Default false. */
  readonly allowUnmatchable?: boolean
}

/** A compiled glob. */
export interface Glob {
  readonly pattern: string
  /**
   * Whether the glob matches the paths that the rest of the pattern does not match: the pattern begins with an odd
   * number of `!`.
   */
  readonly negated: boolean
  /** The directory that contains every match, without a trailing slash; empty if there is no such directory. */
  readonly prefix: string
  /** Why the pattern, or some of the alternatives in its braces, cannot match any path in git. */
  readonly unmatchable: readonly PatternError[]
  /** The maximum number of steps that {@link matches} takes per character of a path. */
  readonly cost: number
  /**
   * @param path a path as git writes it: relative to the root, with `/` between segments, no segment empty, `.` or
   *   `..`, and any other character allowed; case matters
   */
  matches(path: string): boolean
}

/**
 * Compiles a glob. It means what it means in minimatch 10 (`index.ts` lists the differences). The time to match is
 * linear in path × pattern.
 *
 * @throws PatternError for unsupported syntax, for a pattern that costs too much and, unless `allowUnmatchable` is
 *   given, for a pattern that no path can match
 */
export function compileGlob(
  pattern: string,
  { dot = true, allowUnmatchable = false }: GlobOptions = {},
): Glob {
  assertPatternLength(pattern)
  const { marks, parsed } = parse(pattern)
  const [first] = parsed.unmatchable
  if (first && parsed.alternatives.length === 0 && !allowUnmatchable) throw first
  return assembleGlob(pattern, parsed, dot, marks % 2 === 1)
}

function parse(pattern: string): { readonly marks: number; readonly parsed: PathPattern } {
  if (pattern.startsWith('#')) {
    const comment = new PatternError(
      pattern,
      0,
      'a pattern that begins with # is a comment and matches no path: write \\# for the character itself',
    )
    return { marks: 0, parsed: { alternatives: [], unmatchable: [comment], cost: 0 } }
  }
  let marks = 0
  while (pattern[marks] === '!') marks++
  if (marks > 0 && pattern[marks] === '(') {
    throw new PatternError(
      pattern,
      marks - 1,
      'a first ! negates the whole pattern and begins no !(…): write @(!(…)) for that, or \\( for a parenthesis',
    )
  }
  return { marks, parsed: parsePathPattern(pattern, marks, false) }
}

/** Builds a glob from the parsed pattern. */
export function assembleGlob(
  pattern: string,
  { alternatives, unmatchable, cost }: PathPattern,
  dot: boolean,
  negated: boolean,
): Glob {
  const matchers = alternatives.map((alternative) => compilePathMatcher(alternative, dot))
  return {
    pattern,
    negated,
    prefix: negated ? '' : commonDirectory(alternatives),
    unmatchable,
    cost,
    matches: (path) => {
      const segments = path.split('/')
      return matchers.some((matches) => matches(path, segments)) !== negated
    },
  }
}

function commonDirectory(alternatives: readonly Alternative[]): string {
  const [first = [], ...others] = alternatives.map((alternative) => leadingLiterals(alternative.slice(0, -1)))
  const length = others.reduce((shortest, directory) => {
    const differs = directory.findIndex((segment, index) => segment !== first[index])
    return Math.min(shortest, differs === -1 ? directory.length : differs)
  }, first.length)
  return first.slice(0, length).join('/')
}
