import { compilePathMatcher, leadingLiterals } from './path-matcher.ts'
import { type Alternative, parsePathPattern } from './path-pattern.ts'
import { assertPatternLength, PatternError } from './pattern-error.ts'

export interface GlobOptions {
  /** Whether wildcards match what begins with a dot. Default true. */
  readonly dot?: boolean
}

/** A compiled glob. */
export interface Glob {
  readonly pattern: string
  /** Whether it matches what the rest of the pattern does not: the pattern begins with an odd number of `!`. */
  readonly negated: boolean
  /** The directory in which every match lies, without a slash at its end; empty where there is none. */
  readonly prefix: string
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
 * @throws PatternError for syntax that is not supported and for a pattern that no path can match
 */
export function compileGlob(pattern: string, { dot = true }: GlobOptions = {}): Glob {
  assertPatternLength(pattern)
  if (pattern.startsWith('#')) return { pattern, negated: false, prefix: '', matches: () => false }
  let marks = 0
  while (pattern[marks] === '!') marks++
  if (marks > 0 && pattern[marks] === '(') {
    throw new PatternError(
      pattern,
      marks - 1,
      'a first ! negates the whole pattern and begins no !(…): write @(!(…)) for that, or \\( for a parenthesis',
    )
  }
  return assembleGlob(pattern, parsePathPattern(pattern, marks, false), dot, marks % 2 === 1)
}

/** Makes a glob of what a pattern was parsed to. */
export function assembleGlob(
  pattern: string,
  alternatives: readonly Alternative[],
  dot: boolean,
  negated: boolean,
): Glob {
  const matchers = alternatives.map((alternative) => compilePathMatcher(alternative, dot))
  return {
    pattern,
    negated,
    prefix: negated ? '' : commonDirectory(alternatives),
    matches: (path) => matchers.some((matches) => matches(path)) !== negated,
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
