import { isBreakCode, isSpaceCode, isWordCode } from '../lexer/characters.ts'
import type { Literal, LiteralForm } from './syntax.ts'

const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/** Returns the literal from `at` that ends after the next `close`. */
function until(close: string, text: string, from: number, kind: 'string' | 'comment' = 'string'): Literal {
  const found = text.indexOf(close, from)
  return found < 0 ? 'unterminated' : { end: found + close.length, kind }
}

/** Whether the character before `at` belongs to a word, so that no prefix of a literal starts here. */
export function followsWord(text: string, at: number): boolean {
  return at > 0 && isWordCode(text.charCodeAt(at - 1))
}

/**
 * A character such as `'a'`, `'"'` or `'\n'`; any other `'` is plain code, as in a lifetime of Rust or a name of
 * Haskell.
 */
export const shortCharacter: LiteralForm = {
  first: "'",
  match(text, at) {
    if (followsWord(text, at) && !/[bBuUL]/.test(text.charAt(at - 1))) return { end: at + 1, kind: 'code' }
    let end = at + 1
    if (text.charAt(end) === '\\') {
      end += 2
      while (end < at + 12 && /[\w{}]/.test(text.charAt(end))) end += 1
    } else end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
    if (text.charAt(end) !== "'" || isBreakCode(text.charCodeAt(at + 1))) return { end: at + 1, kind: 'code' }
    return { end: end + 1, kind: 'string' }
  },
}

/** A character after a prefix, such as `?"` in Ruby or `$"` in Erlang. */
export function prefixedCharacter(prefix: string): LiteralForm {
  return {
    first: prefix,
    match(text, at) {
      if (followsWord(text, at)) return undefined
      const escaped = text.charAt(at + 1) === '\\'
      const end = at + (escaped ? 3 : 2)
      if (end > text.length || isSpaceCode(text.charCodeAt(end - 1))) return undefined
      if (isWordCode(text.charCodeAt(end))) return undefined
      return { end, kind: 'string' }
    },
  }
}

/** A digit separator of C++ and C, as in `1'000'000`. */
export const digitSeparator: LiteralForm = {
  first: "'",
  match(text, at) {
    let start = at
    while (start > at - 40 && followsWord(text, start)) start -= 1
    return start < at && /[0-9]/.test(text.charAt(start)) ? { end: at + 1, kind: 'code' } : undefined
  },
}

/** `R"x(…)x"` of C++. */
export const rawOfCpp: LiteralForm = {
  first: 'R',
  match(text, at) {
    if (followsWord(text, at) && !/(?:^|[^\w])(?:u8|u|U|L)$/.test(text.slice(Math.max(0, at - 3), at)))
      return undefined
    const found = /^R"([^()\\\s]{0,16})\(/.exec(text.slice(at, at + 20))
    return found ? until(`)${found[1]}"`, text, at + found[0].length) : undefined
  },
}

/** `r#"…"#` of Rust, with any number of `#`. */
export const rawOfRust: LiteralForm = {
  first: 'rbc',
  match(text, at) {
    if (followsWord(text, at)) return undefined
    let end = text.charAt(at) === 'r' ? at : at + 1
    if (text.charAt(end) !== 'r') return undefined
    end += 1
    const hashes = end
    while (text.charAt(end) === '#') end += 1
    if (text.charAt(end) !== '"') return undefined
    return until(`"${'#'.repeat(end - hashes)}`, text, end + 1)
  },
}

/** `#"…"#` and `#/…/#` of Swift, with any number of `#`; code within such a string counts as its text. */
export const rawOfSwift: LiteralForm = {
  first: '#',
  match(text, at) {
    let end = at
    while (text.charAt(end) === '#') end += 1
    const hashes = '#'.repeat(end - at)
    if (text.startsWith('"""', end)) return until(`"""${hashes}`, text, end + 3)
    if (text.charAt(end) === '"') return until(`"${hashes}`, text, end + 1)
    if (text.charAt(end) === '/') return until(`/${hashes}`, text, end + 1)
    return { end, kind: 'code' }
  },
}

/** `"""…"""` of C#, with three or more quotes; code within counts as text. */
export const rawOfCsharp: LiteralForm = {
  first: '"',
  match(text, at) {
    let end = at
    while (text.charAt(end) === '"') end += 1
    return end - at < 3 ? undefined : until('"'.repeat(end - at), text, end)
  },
}

/** `[==[…]==]` of Lua, and the comment `--[==[…]==]`. */
export const longOfLua: LiteralForm = {
  first: '[-',
  match(text, at) {
    const isComment = text.startsWith('--', at)
    let end = isComment ? at + 2 : at
    if (text.charAt(end) !== '[') return undefined
    end += 1
    const level = end
    while (text.charAt(end) === '=') end += 1
    if (text.charAt(end) !== '[') return undefined
    return until(`]${'='.repeat(end - level)}]`, text, end + 1, isComment ? 'comment' : 'string')
  },
}

/** `$tag$…$tag$` of PostgreSQL. */
export const dollarQuoted: LiteralForm = {
  first: '$',
  match(text, at) {
    if (followsWord(text, at)) return undefined
    const found = /^\$(?:[A-Za-z_]\w{0,62})?\$/.exec(text.slice(at, at + 66))
    return found ? until(found[0], text, at + found[0].length) : undefined
  },
}

/** A line of a text of Zig, from two backslashes to its end. */
export const lineOfText: LiteralForm = {
  first: '\\',
  match(text, at) {
    if (text.charAt(at + 1) !== '\\') return undefined
    const found = text.indexOf('\n', at)
    return { end: found < 0 ? text.length : found, kind: 'string' }
  },
}

/** Two or more dashes of Haskell start a comment unless they are part of an operator. */
export const dashesOfHaskell: LiteralForm = {
  first: '-!#$%&*+./<=>?@\\^|~:',
  match(text, at) {
    let end = at
    while (end < text.length && '-!#$%&*+./<=>?@\\^|~:'.includes(text.charAt(end))) end += 1
    const operator = text.slice(at, end)
    if (!/^--+$/.test(operator)) return { end, kind: 'code' }
    while (end < text.length && !isBreakCode(text.charCodeAt(end))) end += 1
    return { end, kind: 'comment' }
  },
}

/** Returns the end of what starts with the delimiter at `at`; brackets nest, and a backslash escapes. */
export function endOfDelimited(text: string, at: number, sameLine: boolean): number | 'unterminated' {
  const open = text.charAt(at)
  const close = brackets[open] ?? open
  let depth = 1
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text.charAt(end)
    if (char === '\\') end += 1
    else if (char === close) {
      depth -= 1
      if (depth === 0) return end + 1
    } else if (char === open) depth += 1
    else if (sameLine && isBreakCode(text.charCodeAt(end))) return 'unterminated'
  }
  return 'unterminated'
}
