import { compileGlob, createPatternBudget, MAX_PATH_STEPS, PatternError } from '@suite/matchers'
import type * as z from 'zod/mini'
import { describePatternError } from './describe-pattern-error.ts'
import { QUANTIFIERS } from './rules.ts'

type Path = readonly PropertyKey[]

const quantifiers: ReadonlySet<string> = new Set(QUANTIFIERS)

/**
 * Reports the globs that do not compile, regardless of other problems in the file, so that all problems appear at
 * once. One budget covers the globs of the whole file: a schema for a single glob could not bound the work.
 * @throws an error that is not a PatternError, which is a bug
 */
export function checkGlobs(value: object, context: z.core.$RefinementCtx<object>): void {
  const budget = createPatternBudget(MAX_PATH_STEPS)
  for (const [source, path] of globsIn(value, [])) {
    if (budget.isSpent()) return
    const message = problemOf(source)
    if (message === undefined) continue
    context.addIssue({ code: 'custom', message, path: [...path], input: source })
  }

  function problemOf(source: string): string | undefined {
    try {
      return budget.spend(compileGlob(source, { allowUnmatchable: true }).cost)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      budget.refuse()
      return describePatternError(error)
    }
  }
}

/** Returns every text under a key such as `any-glob-to-any-file`, at any depth. */
function* globsIn(value: unknown, path: Path, isGlob = false): Generator<[source: string, path: Path]> {
  if (typeof value === 'string') {
    if (isGlob) yield [value, path]
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* globsIn(item, [...path, index], isGlob)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      yield* globsIn(item, [...path, key], path.length > 0 && quantifiers.has(key))
  }
}
