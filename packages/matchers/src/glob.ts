import type { Alternative } from './alternative.ts'
import { compilePathMatcher, leadingLiterals } from './path-matcher.ts'
import { type PathPattern, parsePathPattern } from './path-pattern.ts'
import { assertPatternLength, PatternError } from './pattern-error.ts'

export interface GlobOptions {
  /** Whether wildcards match what begins with a dot. Default true. */
  readonly dot?: boolean
  /** Whether a pattern that no path can match is compiled, to one that matches nothing. Default false. */
  readonly allowUnmatchable?: boolean
}

/** A compiled glob. */
export interface Glob {
  readonly pattern: string
  /** Whether it matches what the rest of the pattern does not: the pattern begins with an odd number of `!`. */
  readonly negated: boolean
  /** The directory in which every match lies, without a slash at its end; empty where there is none. */
  readonly prefix: string
  /** Why the pattern, or some of the alternatives in its braces, match no path in git. */
  readonly unmatchable: readonly PatternError[]
  /** The most steps that {@link matches} takes for each character of a path. */
  readonly cost: number
  /**
   * @param path as git has it: from the root, `/` between segments, no segment empty, `.` or `..`, any other
   *   character allowed; case counts
   */
  matches(path: string): boolean
}

/**
 * Compiles a glob. Its meaning is that of minimatch 10 (the differences are listed in `index.ts`); the time to match
 * grows with path × pattern and no faster.
 *
 * @throws PatternError for syntax that is not supported, for a pattern that costs too much and, unless
 *   `allowUnmatchable` is given, for a pattern that no path can match
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

/** Makes a glob of what a pattern was parsed to. */
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
