import type { Location, Problem } from '@suite/errors'
import {
  type CompileRegExp,
  compileGlob,
  createPatternBudget,
  type Glob,
  MAX_BRANCH_STEPS,
  MAX_PATH_STEPS,
  PatternError,
  suggestGlob,
} from '@suite/matchers'
import type { CompilePattern } from './blocks.ts'
import { findOtherMeaning } from './branch-pattern.ts'
import { describePatternError } from './describe-pattern-error.ts'
import type { Pattern } from './rules.ts'

type Compiled = Omit<Pattern, 'at'>

/** Compiles the patterns of one file, and collects their problems. */
export interface PatternCompiler {
  readonly compile: CompilePattern
  readonly problems: readonly Problem[]
  /** Globs that match no file, here and in actions/labeler. */
  readonly warnings: readonly Problem[]
}

/**
 * Returns a compiler for the patterns of one file; `locate` gives the place of a pattern.
 * @throws Error from `compile` for a branch pattern if `compileRegExp` is undefined
 */
export function createPatternCompiler(
  locate: (path: readonly PropertyKey[]) => Location,
  compileRegExp: CompileRegExp | undefined,
  dot: boolean,
): PatternCompiler {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const budgets = {
    path: createPatternBudget(MAX_PATH_STEPS),
    branch: createPatternBudget(MAX_BRANCH_STEPS),
  }
  const compilers = {
    path(source: string, at: Location): Compiled {
      const glob = compileGlob(source, { dot, allowUnmatchable: true })
      warnings.push(
        ...glob.unmatchable.slice(0, 1).map((error) => ({ what: describeUnmatchable(error, glob), at })),
      )
      return { source, matches: glob.matches, cost: glob.cost, matchesNothing: matchesNothing(glob) }
    },
    branch: (source: string): Compiled => compileBranch(source, compileRegExp),
  }
  return {
    problems,
    warnings,
    compile(source, on, path) {
      const at = locate(path)
      const budget = budgets[on]
      if (budget.isSpent()) return nothing(source, at)
      try {
        const compiled = compilers[on](source, at)
        const tooMuch = budget.spend(compiled.cost)
        if (tooMuch !== undefined) problems.push({ what: tooMuch, at })
        return { ...compiled, at }
      } catch (error) {
        if (!(error instanceof PatternError)) throw error
        budget.refuse()
        problems.push({ what: describePatternError(error), at })
        return nothing(source, at)
      }
    },
  }
}

function compileBranch(source: string, compileRegExp: CompileRegExp | undefined): Compiled {
  const other = findOtherMeaning(source)
  if (other) throw new PatternError(source, other.offset, other.message)
  if (compileRegExp === undefined) throw new Error('the engine for branch patterns was not loaded')
  const { test, cost } = compileRegExp(source)
  return { source, matches: test, cost, matchesNothing: false }
}

/** Returns a placeholder for a pattern of a file that is refused. */
function nothing(source: string, at: Location): Pattern {
  return { source, at, matches: () => false, cost: 0, matchesNothing: true }
}

function matchesNothing({ unmatchable, cost, negated }: Glob): boolean {
  return unmatchable.length > 0 && cost === 0 && !negated
}

function describeUnmatchable(error: PatternError, { negated }: Glob): string {
  const meant = suggestGlob(error.pattern)
  const effect = negated
    ? 'the pattern after ! matches no file, so the whole pattern matches every file'
    : 'it matches no file'
  const question = meant !== undefined && isGlob(meant) ? `; did you mean ${JSON.stringify(meant)}?` : ''
  return `${describePatternError(error)}; here, as in actions/labeler, ${effect}${question}`
}

function isGlob(pattern: string): boolean {
  try {
    return compileGlob(pattern, { allowUnmatchable: true }).unmatchable.length === 0
  } catch (error) {
    if (error instanceof PatternError) return false
    throw error
  }
}
