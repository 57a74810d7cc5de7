import { assertPatternLength, PatternError } from './pattern-error.ts'

/** A compiled regular expression that is matched in linear time. */
export interface BoundedRegExp {
  readonly source: string
  /** How many instructions it compiled to: the most steps that it takes for each character of a text. */
  readonly cost: number
  /**
   * Whether the expression matches anywhere in the text.
   *
   * @throws RangeError for a text longer than the limit: cut short, it could hide a match
   */
  test(text: string): boolean
}

export interface RegExpLimits {
  /** The most instructions the expression may compile to; about one a character, times what is counted. Default 1,000. */
  readonly programSize?: number
  /** The longest text, in UTF-16 code units. Default 1,048,576. */
  readonly textLength?: number
}

/**
 * Compiles a regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax), without flags but for
 * those that it sets itself, such as `(?i)`.
 *
 * @throws PatternError for a source longer than 1,024 characters, for syntax that RE2 does not have, and for a
 *   program larger than the limit
 */
export type CompileRegExp = (source: string, limits?: RegExpLimits) => BoundedRegExp

/** The longest text that is searched where no other limit is given. */
export const MAXIMUM_TEXT_LENGTH = 2 ** 20

const MAXIMUM_PROGRAM_SIZE = 1000

/**
 * What JavaScript has and RE2 has not, by how the rejected part begins. Reasons for the first three:
 * https://github.com/google/re2/wiki/WhyRE2
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

/** Loads the engine, 260 kB that only those who use a regular expression should pay for. */
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
