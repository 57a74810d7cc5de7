/**
 * A pattern that cannot be used as it is written. The message says what is wrong and what to write instead,
 * without naming a file: only the caller knows where the pattern stands, and adds `offset` to that place.
 */
export class PatternError extends Error {
  override readonly name = 'PatternError'
  readonly pattern: string
  /** Where in `pattern` the trouble begins, in UTF-16 code units from 0. */
  readonly offset: number

  constructor(pattern: string, offset: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.pattern = pattern
    this.offset = offset
  }
}

/** Makes the error for a position of the text that is parsed; its maker knows the offset in the pattern. */
export type Refuse = (message: string, index: number) => PatternError

/** The longest glob or regular expression, in UTF-16 code units. */
export const MAXIMUM_PATTERN_LENGTH = 1024

/** @throws PatternError when the pattern is longer than {@link MAXIMUM_PATTERN_LENGTH} */
export function assertPatternLength(pattern: string): void {
  if (pattern.length > MAXIMUM_PATTERN_LENGTH) {
    throw new PatternError(
      pattern,
      MAXIMUM_PATTERN_LENGTH,
      `the pattern is ${pattern.length} characters long, ${MAXIMUM_PATTERN_LENGTH} are allowed: split it into several`,
    )
  }
}
