/**
 * Globs and regular expressions of people who may mean harm, matched in time linear in text × pattern.
 *
 * A glob means what it means to minimatch 10 (`dot` apart, its default options), but for these:
 *
 * - An empty alternative (`@(a|)`), a choice within `*(…)` or `+(…)`, and `!(…)` with or beside a star or another
 *   choice are refused: what they mean there is an accident of the regular expression that minimatch writes.
 * - An unclosed `@(`, a trailing backslash and a segment `..` are refused. So is what no path of git can match (a
 *   slash at either end, a segment `.`, a first `#`), unless `allowUnmatchable` is given; there it silently matches
 *   nothing.
 * - A pattern that takes too many steps for each character of a path is refused.
 * - A backslash escapes in every pattern. Minimatch takes it literally in some short ones, such as `*\.`.
 * - Without `dot`, a segment that names its dot (such as `.*`) matches a hidden name after any `**`. Minimatch
 *   passes over some.
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
