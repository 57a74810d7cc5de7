/** The reasons for which binaries that were compiled are refused, in the order in which they count. */
const refusals = [
  'binary-wrong',
  'version-mismatch',
  'name-mismatch',
  'permission-broad',
  'binary-leaks',
  'smoke-failed',
  'not-reproducible',
  'permission-grew',
  'growth-unknown',
] as const

export type Refusal = (typeof refusals)[number]

/** What is wrong with the binaries, and what to do. */
export interface Problem {
  readonly reason: Refusal
  /** One sentence without its full stop. */
  readonly what: string
  /** Undefined if the fix of the reason says it all. */
  readonly fix?: string | undefined
}

/** A problem, and the binaries that have it; none if it is about all of them together. */
export interface PlacedProblem extends Problem {
  readonly binaries: readonly string[]
}

/**
 * Returns the problems of several binaries with each of them once, the ones that count most first. The order is
 * otherwise that of the binaries.
 */
export function gatherProblems(
  binaries: readonly { readonly name: string; readonly problems: readonly Problem[] }[],
): readonly PlacedProblem[] {
  const found = new Map<string, PlacedProblem>()
  for (const { name, problems } of binaries)
    for (const problem of problems) {
      const key = JSON.stringify([problem.reason, problem.what])
      const known = found.get(key)
      if (known === undefined) found.set(key, { ...problem, binaries: [name] })
      else if (!known.binaries.includes(name))
        found.set(key, { ...known, binaries: [...known.binaries, name] })
    }
  return sorted([...found.values()])
}

/** Returns the problems with the ones that count most first. */
export function sorted(problems: readonly PlacedProblem[]): readonly PlacedProblem[] {
  return problems.toSorted((a, b) => refusals.indexOf(a.reason) - refusals.indexOf(b.reason))
}
