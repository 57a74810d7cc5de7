/** The highest count. Higher ones, and sums beyond it, become this one. */
const highestCount = Number.MAX_SAFE_INTEGER

/** What is odd about a `DA` line whose count is not a plain number. */
export type OddCount = 'negative' | 'too-high' | 'not-a-number'

/** A longer text is not a number. */
const longest = 400

const decimal = /^\d+(?:\.\d*)?(?:[eE][+-]?\d{1,6})?$|^\.\d+(?:[eE][+-]?\d{1,6})?$/

/** From 2^63, a count is a negative number that a tool wrote as an unsigned one. */
const wrapped = 2 ** 63

/**
 * Returns the count that a tool wrote. A count below zero is 0, and a fraction above zero is a hit. The count is
 * undefined if the text is not a number: such a line has no count.
 */
export function readCount(text: string): {
  readonly count: number | undefined
  readonly odd: OddCount | undefined
} {
  const token = text.trim()
  const isNegative = token.startsWith('-')
  const digits = isNegative ? token.slice(1) : token
  if (digits.length > longest || !decimal.test(digits)) return { count: undefined, odd: 'not-a-number' }
  if (isNegative) return { count: 0, odd: 'negative' }
  const value = Number(digits)
  if (value >= wrapped) return { count: highestCount, odd: 'too-high' }
  if (value === 0) return { count: 0, odd: undefined }
  return { count: Math.min(Math.max(1, Math.floor(value)), highestCount), odd: undefined }
}

/** Returns the sum of two counts, at most the highest one. */
export function addCounts(one: number, other: number): number {
  return Math.min(one + other, highestCount)
}
