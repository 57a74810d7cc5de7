/** A comment that ends with its line. */
export interface LineComment {
  readonly open: string
  /** Where it may stand: at the start of a line, or of a word. Absent: anywhere outside strings. */
  readonly only?: 'line-start' | 'word-start'
  /** It is no comment if one of these characters follows. */
  readonly notBefore?: string
  /** A backslash at the end of the line continues the comment, as in C. */
  readonly continues?: boolean
  /** It also ends in front of this text, as in front of `?>` in PHP. */
  readonly until?: string
}

/** A comment that may span lines. */
export interface BlockComment {
  readonly open: string
  readonly close: string
  readonly nests?: boolean
  readonly only?: 'line-start'
  readonly notBefore?: string
}

/** Code within a string, such as `${…}`. */
export interface Hole {
  readonly open: string
  readonly close: string
}

/** A string with fixed delimiters. */
export interface StringForm {
  readonly open: string
  readonly close: string
  /** The character that makes the next one literal. */
  readonly escape?: string
  /** The closing delimiter written twice stands for itself, as in SQL. */
  readonly doubled?: boolean
  /** The string ends with its line at the latest. */
  readonly oneLine?: boolean
  readonly holes?: readonly Hole[]
}

/** What a literal of irregular form is, and where it ends; `'unterminated'` if the text ends within it. */
export type Literal =
  | { readonly end: number; readonly kind: 'string' | 'comment' | 'code' }
  | 'unterminated'
  | undefined

export interface LiteralForm {
  /** The characters that it can start with. */
  readonly first: string
  /** Returns the literal that starts at `at`; undefined if none does. */
  readonly match: (text: string, at: number) => Literal
}

export interface Heredoc {
  /** Sticky; the first group that matched is the terminator. */
  readonly opener: RegExp
  /** How the line of the terminator is compared: as it is, without its indentation, or by its first word. */
  readonly ends: 'exactly' | 'trimmed' | 'first-word'
}

/**
 * What white space means, for the comparison of code before and after it was reformatted:
 *
 * - `free`: it only separates tokens
 * - `script`: as `free`, but some line breaks end a statement (JavaScript)
 * - `breaks`: a line break outside round and square brackets may end a statement (Go, Kotlin)
 * - `indented`: as `breaks`, and the indentation of a statement has a meaning (Python)
 * - `lines`: every line break and every gap between tokens may have a meaning; indentation has none
 * - `exact`: everything may have a meaning, except white space at the ends of lines
 */
export type Layout = 'free' | 'script' | 'breaks' | 'indented' | 'lines' | 'exact'

/** How the lines of a language are read. */
export interface Syntax {
  readonly lexer?: 'generic' | 'script' | 'markup'
  /** The script may contain elements, as in `.tsx`. */
  readonly elements?: boolean
  readonly lineComments?: readonly LineComment[]
  readonly blockComments?: readonly BlockComment[]
  readonly strings?: readonly StringForm[]
  readonly literals?: readonly LiteralForm[]
  readonly heredoc?: Heredoc
  /** A backslash outside strings makes the next character literal, as in a shell. */
  readonly escapesInCode?: boolean
  /** Text outside of these delimiters is no code of the language, as in PHP. */
  readonly island?: string
  /** From a line on that matches, nothing is taken for a comment any more. */
  readonly doubtFrom?: RegExp
  /** A string that is a statement of its own is documentation, as in Python. */
  readonly docstrings?: boolean
  /** A comment that contains an escape `\\u` may contain code, as in Java. */
  readonly escapesInComments?: boolean
  /** Lines that start with `#` are for the preprocessor. */
  readonly preprocessor?: boolean
  /** Words that only close a block, such as `end`: alone on a line they are brackets. */
  readonly closers?: readonly string[]
  readonly layout: Layout
  /** Where a comma before a closing bracket has no meaning; `unless-tuple`: except in `(x,)`. */
  readonly trailingCommas?: 'anywhere' | 'unless-tuple' | 'in-braces'
}
