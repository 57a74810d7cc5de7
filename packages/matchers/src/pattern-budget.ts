/**
 * The maximum number of steps per character of a path that all path patterns of one file may take together. A file
 * within the size limit that spells its patterns out, without braces, stays far below it.
 */
export const MAX_PATH_STEPS = 65_536

/** The maximum number of instructions of all branch patterns together. */
export const MAX_BRANCH_STEPS = 16_384

/** After this many refused patterns, the rest of the file is skipped: a person corrects these first. */
const MAX_REFUSED = 20

/** The cost that the patterns of one file may have together. */
export interface PatternBudget {
  /**
   * Subtracts the cost of one pattern from the budget.
   * @returns the problem to report for the first pattern that exceeds the budget; undefined for any other pattern
   */
  spend(cost: number): string | undefined
  /** Counts a pattern that is refused. */
  refuse(): void
  /** Whether to stop compiling patterns. */
  isSpent(): boolean
}

/** Creates a budget for the cost of patterns. */
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
