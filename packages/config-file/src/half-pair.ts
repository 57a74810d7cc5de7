/** The problem of a text with an escape such as `\ud800`, which is no character: nothing can be equal to it. */
export const halfPair = 'has half of a surrogate pair, which is no character'

/** Returns whether a text has half of a surrogate pair. */
export function hasHalfPair(text: string): boolean {
  return /\p{Cs}/u.test(text)
}
