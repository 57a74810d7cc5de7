import type { TestDemand } from './globs.ts'

/** What is known about the change, for `require-tests`. */
export interface TestFacts {
  /** Every path that the change touches. */
  readonly touched: readonly string[]
  /** The labels of the pull request; empty if none is asked for. */
  readonly labels: readonly string[]
}

/** Returns the labels and globs because of which the change must add a test. */
export function demandsMet(demands: readonly TestDemand[], { touched, labels }: TestFacts): string[] {
  const folded = new Set(labels.map(fold))
  return demands
    .filter(({ text, glob }) =>
      glob === undefined
        ? folded.has(fold(text)) || touched.some((path) => path === text || path.startsWith(`${text}/`))
        : touched.some((path) => glob.matches(path)),
    )
    .map(({ text }) => text)
}

/** Returns whether any demand may be a label: a text without wildcards that names no file of the commit. */
export function asksForLabels(demands: readonly TestDemand[], tracked: ReadonlySet<string>): boolean {
  return demands.some(({ text, glob }) => glob === undefined && !tracked.has(text))
}

/** A forge compares labels without regard to case. */
function fold(label: string): string {
  return label.toLowerCase()
}
