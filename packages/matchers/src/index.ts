/**
 * Globs and regular expressions from untrusted people, matched in time linear in text × pattern.
 *
 * A glob means what it means in minimatch 10 with default options (except `dot`), with these differences:
 *
 * - An empty alternative (`@(a|)`), a choice within `*(…)` or `+(…)`, and `!(…)` that contains or is next to a star
 *   or another choice are refused. In minimatch their meaning is an accident of the regular expression that it
 *   generates.
 * - An unclosed `@(`, a trailing backslash and a segment `..` are refused. A pattern that no path in git can match (a
 *   slash at either end, a segment `.`, a leading `#`) is refused too; with `allowUnmatchable` it compiles and matches
 *   nothing.
 * - A pattern that takes too many steps per character of a path is refused.
 * - A backslash always escapes. Minimatch takes it literally in some short patterns, such as `*\.`.
 * - Without `dot`, a segment that writes its dot (such as `.*`) matches a hidden name after any `**`. Minimatch
 *   misses some of them.
 */

export { type CapturingGlob, compileCapturingGlob } from './capturing-glob.ts'
export { compileGlob, type Glob, type GlobOptions } from './glob.ts'
export {
  createPatternBudget,
  MAX_BRANCH_STEPS,
  MAX_PATH_STEPS,
  type PatternBudget,
} from './pattern-budget.ts'
export { MAXIMUM_PATTERN_COST } from './pattern-cost.ts'
export { MAXIMUM_PATTERN_LENGTH, PatternError } from './pattern-error.ts'
export {
  type BoundedRegExp,
  type CompileRegExp,
  loadRegExpEngine,
  MAXIMUM_TEXT_LENGTH,
  type RegExpLimits,
} from './regular-expression.ts'
export { suggestGlob } from './suggest-glob.ts'
