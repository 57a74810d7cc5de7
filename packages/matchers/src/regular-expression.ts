import { assertPatternLength, PatternError } from './pattern-error.ts'

/** A compiled regular expression that matches in linear time. */
export interface BoundedRegExp {
  readonly source: string
  /**
   * The number of instructions of the compiled program, which is the maximum number of steps per character of a text.
   */
  readonly cost: number
  /**
   * Returns whether the expression matches anywhere in the text.
   *
   * @throws RangeError for a text longer than the limit, because a truncated text could hide a match
   */
  test(text: string): boolean
}

export interface RegExpLimits {
  /**
   * The maximum number of instructions: about one per character of the source, multiplied by repetition counts.
   * Default 1,000.
   */
  readonly programSize?: number
  /** The maximum length of a text, in UTF-16 code units. Default 1,048,576. */
  readonly textLength?: number
}

/**
 * Compiles a regular expression in RE2 syntax (https://github.com/google/re2/wiki/Syntax). It has no flags except
 * those that it sets itself, such as `(?i)`.
 *
 * @throws PatternError for a source longer than 1,024 characters, for syntax that RE2 does not support, and for a
 *   program larger than the limit
 */
export type CompileRegExp = (source: string, limits?: RegExpLimits) => BoundedRegExp

/** The maximum length of a text if the caller gives no other limit. */
export const MAXIMUM_TEXT_LENGTH = 2 ** 20

const MAXIMUM_PROGRAM_SIZE = 1000

/**
 * Syntax that JavaScript supports and RE2 does not, by the beginning of the part that RE2 rejects. Reasons for the
 * first three: https://github.com/google/re2/wiki/WhyRE2
 */
const missing: readonly (readonly [beginning: string, advice: string])[] = [
  ['(?=', 'a lookahead, which no linear-time engine has: split the rule in two'],
  ['(?!', 'a negative lookahead, which no linear-time engine has: split the rule in two'],
  ['(?<=', 'a lookbehind, which no linear-time engine has: match the text before as well'],
  ['(?<!', 'a negative lookbehind, which no linear-time engine has: match the text before as well'],
  ['\\k', 'a backreference, which no linear-time engine has: write the alternatives out'],
  ...[...'123456789'].map(
    (digit) =>
      [`\\${digit}`, 'a backreference, which no linear-time engine has: write the alternatives out'] as const,
  ),
  ['(?>', 'an atomic group, which RE2 does not need: write (?:'],
  ['\\u', 'a JavaScript escape that RE2 does not have: write the character itself'],
  ['\\c', 'a JavaScript escape that RE2 does not have: write the character itself'],
]

/**
 * Loads the engine and returns its compiler. The engine is loaded on demand, because it is 260 kB and most runs use
 * no regular expression.
 *
 * @throws PatternError, RangeError from the compiler and its expressions, as they document
 */
export async function loadRegExpEngine(): Promise<CompileRegExp> {
  const { RE2JS, RE2JSSyntaxException } = await import('re2js')

  return (source, limits = {}) => {
    const { programSize = MAXIMUM_PROGRAM_SIZE, textLength = MAXIMUM_TEXT_LENGTH } = limits
    assertPatternLength(source)
    const program = compile(source)
    if (program.programSize() > programSize) {
      throw new PatternError(
        source,
        0,
        `the expression compiles to ${program.programSize()} instructions, ${programSize} are allowed: count less, such as .* for .{0,1000}`,
      )
    }
    return {
      source,
      cost: program.programSize(),
      test: (text) => {
        if (text.length > textLength) {
          throw new RangeError(`the text is ${text.length} characters long, ${textLength} can be searched`)
        }
        return program.test(text)
      },
    }
  }

  function compile(source: string) {
    try {
      return RE2JS.compile(source)
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error
      const rejected = error.input ?? ''
      const offset = Math.max(0, rejected === '' ? source.length - 1 : source.indexOf(rejected))
      const advice = missing.find(([beginning]) => rejected.startsWith(beginning))?.[1]
      const message = advice ? `${rejected} is ${advice}` : `${error.error}: ${rejected || source}`
      throw new PatternError(source, offset, message, { cause: error })
    }
  }
}
