import type { Alternative, Part } from './alternative.ts'
import { PatternError } from './pattern-error.ts'
import { isComparedAsText } from './segment-matcher.ts'
import type { Choice, Item } from './segment-syntax.ts'

/** The maximum number of steps that one pattern may take per character of a path. */
export const MAXIMUM_PATTERN_COST = 4096

/**
 * Returns the maximum number of steps that a pattern takes per character of a path. A wildcard that is compared as
 * text, a literal and `**` each take one. In any other wildcard, each character, star and class takes one, and a
 * choice takes a few more.
 */
export function costOf(alternatives: readonly Alternative[]): number {
  return sum(alternatives.map((parts) => sum(parts.map(costOfPart))))
}

/**
 * Throws if a pattern costs too much.
 *
 * @throws PatternError if the cost is above {@link MAXIMUM_PATTERN_COST}
 */
export function assertPatternCost(pattern: string, cost: number): void {
  if (cost <= MAXIMUM_PATTERN_COST) return
  throw new PatternError(
    pattern,
    Math.max(0, pattern.indexOf('{')),
    `the pattern takes ${cost} steps for each character of a path, ${MAXIMUM_PATTERN_COST} are allowed: write fewer alternatives, or fewer wildcards in each`,
  )
}

function costOfPart(part: Part): number {
  return part.kind === 'wildcard' && !isComparedAsText(part.items) ? costOfItems(part.items) : 1
}

function costOfItems(items: readonly Item[]): number {
  return sum(items.map((item) => (item.kind === 'choice' ? costOfChoice(item) : 1)))
}

/** A choice that repeats becomes two copies of its alternatives: one for the first round, one for all others. */
function costOfChoice({ operator, alternatives }: Choice): number {
  const copies = operator === '*' || operator === '+' ? 2 : 1
  return 2 + copies * (1 + sum(alternatives.map(costOfItems)))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
