/**
 * The most steps that all patterns on paths of one file may take for each character of a path. Written out without
 * braces, no file within the limit of its size comes near it.
 */
export const MAX_PATH_STEPS = 65_536

/** The most instructions of all patterns on branches. */
export const MAX_BRANCH_STEPS = 16_384

/** So many patterns are refused before the rest of the file is passed over: a person corrects these first. */
const MAX_REFUSED = 20

/** What the patterns of one file may cost together. */
export interface PatternBudget {
  /**
   * Takes the cost of one pattern off what is left.
   * @returns what to say of the pattern that goes beyond it, once
   */
  spend(cost: number): string | undefined
  /** Counts a pattern that is refused. */
  refuse(): void
  /** Whether nothing more is to be compiled. */
  isSpent(): boolean
}

/** Begins a count of the cost of patterns. */
export function createPatternBudget(limit: number): PatternBudget {
  let spent = 0
  let refused = 0
  return {
    spend(cost) {
      spent += cost
      if (spent <= limit) return undefined
      return `up to here, the patterns of this file take ${spent} steps for each character, ${limit} are allowed: write fewer alternatives in braces, or shorter counts`
    },
    refuse: () => {
      refused += 1
    },
    isSpent: () => spent > limit || refused >= MAX_REFUSED,
  }
}
