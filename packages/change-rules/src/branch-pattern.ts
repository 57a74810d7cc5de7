/** A part of a regular expression that JavaScript and RE2 read differently. */
export interface OtherMeaning {
  /** In UTF-16 code units, from 0. */
  readonly offset: number
  readonly message: string
}

/** What an escape means in JavaScript (without the flag `u`, as actions/labeler compiles it) and in RE2. */
const escapes: Readonly<Record<string, string>> = {
  p: 'actions/labeler takes \\p for the letter p: write the letters out, such as [A-Za-z]',
  P: 'actions/labeler takes \\P for the letter P: write the letters out, such as [^A-Za-z]',
  A: 'actions/labeler takes \\A for the letter A: write ^ for the beginning',
  z: 'actions/labeler takes \\z for the letter z: write $ for the end',
  Q: 'actions/labeler takes \\Q for the letter Q: write a backslash before each character that is meant literally',
  a: 'actions/labeler takes \\a for the letter a: write a',
}

/**
 * Returns the first part of a branch pattern that matches something else here than in actions/labeler, where the
 * pattern is a JavaScript regular expression without flags: `\p{L}`, `\x{41}`, `[[:alpha:]]`, `[]a]` and similar.
 * Syntax that RE2 refuses is not covered, because RE2 reports it.
 */
export function findOtherMeaning(source: string): OtherMeaning | undefined {
  let classAt: number | undefined
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    if (character === '\\') {
      const message = meaningOfEscape(source, at + 1)
      if (message !== undefined) return { offset: at, message }
      at++
    } else if (classAt === undefined && character === '[') {
      classAt = at
      if (source[at + 1] === '^') at++
      if (source[at + 1] !== ']') continue
      const message =
        'an empty class matches nothing, or anything, in actions/labeler: write \\] for the bracket'
      return { offset: classAt, message }
    } else if (classAt !== undefined && character === '[' && source[at + 1] === ':') {
      const message = 'actions/labeler takes [: for two characters of the class: write a range, such as a-z'
      return { offset: at, message }
    } else if (character === ']') classAt = undefined
  }
  return undefined
}

function meaningOfEscape(source: string, at: number): string | undefined {
  const letter = source[at] ?? ''
  if (letter === 'x' && source[at + 1] === '{')
    return 'actions/labeler takes \\x{ for the letter x and a count: write the character itself'
  return Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
}
