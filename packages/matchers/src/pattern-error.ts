/**
 * A pattern that cannot be used as written. The message says what is wrong and what to write instead. It does not
 * name a file, because only the caller knows where the pattern is; the caller adds `offset` to that position.
 */
export class PatternError extends Error {
  override readonly name = 'PatternError'
  readonly pattern: string
  /** Where the problem begins in `pattern`, in UTF-16 code units from 0. */
  readonly offset: number

  constructor(pattern: string, offset: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.pattern = pattern
    this.offset = offset
  }
}

/**
 * Creates the error for a position in the parsed text; the function that creates it knows the text's offset in the
 * pattern.
 */
export type Refuse = (message: string, index: number) => PatternError

/** The maximum length of a glob or regular expression, in UTF-16 code units. */
export const MAXIMUM_PATTERN_LENGTH = 1024

/**
 * Throws if a pattern is too long.
 *
 * @throws PatternError if the pattern is longer than {@link MAXIMUM_PATTERN_LENGTH}
 */
export function assertPatternLength(pattern: string): void {
  if (pattern.length > MAXIMUM_PATTERN_LENGTH) {
    throw new PatternError(
      pattern,
      MAXIMUM_PATTERN_LENGTH,
      `the pattern is ${pattern.length} characters long, ${MAXIMUM_PATTERN_LENGTH} are allowed: split it into several`,
    )
  }
}
