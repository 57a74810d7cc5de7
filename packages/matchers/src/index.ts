export { type CapturingGlob, compileCapturingGlob } from './capturing-glob.ts'
export { compileGlob, type Glob, type GlobOptions } from './glob.ts'
export { MAXIMUM_PATTERN_LENGTH, PatternError } from './pattern-error.ts'
export {
  type BoundedRegExp,
  type CompileRegExp,
  loadRegExpEngine,
  MAXIMUM_TEXT_LENGTH,
  type RegExpLimits,
} from './regular-expression.ts'
