import type { ChangedLines } from '@suite/changes'
import type { Glob } from '@suite/matchers'

/** Which files count, by the inputs. */
export interface ScopeRules {
  /** Undefined: all. */
  readonly include: readonly Glob[] | undefined
  readonly exclude: readonly Glob[]
  readonly tests: readonly Glob[]
}

/** Why a changed file does not count. */
export type LeftOut = 'removed' | 'no-file' | 'test' | 'excluded' | 'generated' | 'declarations'

/** The changed files, by what they are to the gate. */
export interface Scope {
  readonly counting: readonly ChangedLines[]
  readonly tests: readonly ChangedLines[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
}

/**
 * Returns which changed files count.
 * @param generated paths that the base calls generated
 */
export function scopeOf(
  changed: readonly ChangedLines[],
  rules: ScopeRules,
  generated: ReadonlySet<string>,
): Scope {
  const counting: ChangedLines[] = []
  const tests: ChangedLines[] = []
  const leftOut = { removed: 0, 'no-file': 0, test: 0, excluded: 0, generated: 0, declarations: 0 }
  for (const file of changed) {
    const why = whyLeftOut(file, rules, generated)
    if (why === undefined) counting.push(file)
    else leftOut[why] += 1
    if (why === 'test') tests.push(file)
  }
  return { counting, tests, leftOut }
}

function whyLeftOut(
  { path, status, kind }: ChangedLines,
  { include, exclude, tests }: ScopeRules,
  generated: ReadonlySet<string>,
): LeftOut | undefined {
  const matches = (globs: readonly Glob[]) => globs.some((glob) => glob.matches(path))
  if (status === 'removed') return 'removed'
  if (kind !== 'file') return 'no-file'
  if (matches(tests)) return 'test'
  if ((include !== undefined && !matches(include)) || matches(exclude)) return 'excluded'
  if (generated.has(path)) return 'generated'
  return declarations.test(path) ? 'declarations' : undefined
}

/** Files of TypeScript that hold types alone: nothing in them can be run. */
const declarations = /\.d(?:\.[^./]+)?\.[cm]?ts$/
