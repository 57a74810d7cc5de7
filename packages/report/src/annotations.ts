/** A message that the forge shows at a place in a file, or at the top of the run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string
  readonly line?: number
  /** The last line of a range that begins at `line`. */
  readonly endLine?: number
  readonly column?: number
}

/**
 * A step may show ten annotations of each level; the forge drops all others silently.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
const budget = 10

/** Returns the annotations to show, at most ten of each level. If some do not fit, the last one says how many. */
export function withinBudget(annotations: readonly Annotation[]): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const all = annotations.filter((annotation) => annotation.level === level)
    if (all.length <= budget) return all
    const more = all.length - (budget - 1)
    return [
      ...all.slice(0, budget - 1),
      { level, title: `and ${more} more`, message: `${more} more of this kind; the job summary lists them.` },
    ]
  })
}
