/** Integers, so that no comparison depends on rounding. */
export interface Ratio {
  readonly covered: number
  readonly total: number
}

/** Returns whether a ratio reaches a threshold, in thousandths of a percent. */
export function reaches({ covered, total }: Ratio, threshold: number): boolean {
  return covered * 100_000 >= threshold * total
}

/**
 * Returns a ratio as a percentage with up to two decimals, such as `84.99`. It is rounded down, so that it never shows
 * a threshold that is not reached; undefined if nothing counts.
 */
export function percentOf({ covered, total }: Ratio): string | undefined {
  if (total === 0) return undefined
  const scaled = covered * 10_000
  return String((scaled - (scaled % total)) / total / 100)
}

/** Returns a threshold as a percentage with up to three decimals. */
export function percentText(thousandths: number): string {
  return String(thousandths / 1000)
}
