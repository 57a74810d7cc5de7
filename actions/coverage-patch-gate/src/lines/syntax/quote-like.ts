import { isSpaceCode, isWordCode } from '../lexer/characters.ts'
import { endOfDelimited, followsWord } from './literals.ts'
import type { Literal, LiteralForm } from './syntax.ts'

/** Words after which an expression starts, so that a slash starts a regular expression. */
const beforeExpression = new Set(
  'if elsif unless while until and or not return when in split grep match then else puts'.split(' '),
)

/** Whether an expression can start at `at`, judged by what stands before it on its line. */
function expectsExpression(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && (text.charAt(before) === ' ' || text.charAt(before) === '\t')) before -= 1
  if (before < 0) return true
  const code = text.charCodeAt(before)
  if (isSpaceCode(code)) return true
  if (!isWordCode(code)) return !')]}"\'`'.includes(text.charAt(before))
  let start = before
  while (start > 0 && start > before - 8 && isWordCode(text.charCodeAt(start - 1))) start -= 1
  if (beforeExpression.has(text.slice(start, before + 1))) return true
  // `puts /x/` calls, `a / b` divides.
  return before < at - 1 && !isSpaceCode(text.charCodeAt(at + 1)) && text.charAt(at + 1) !== '='
}

function delimited(text: string, at: number, parts = 1): Literal {
  let end = at
  for (let part = 0; part < parts; part += 1) {
    const isPair = '([{<'.includes(text.charAt(end))
    const next = endOfDelimited(text, end, false)
    if (next === 'unterminated') return next
    end = next
    if (part + 1 === parts) break
    if (isPair) while (isSpaceCode(text.charCodeAt(end))) end += 1
    else end -= 1
  }
  return { end, kind: 'string' }
}

/** A regular expression between slashes. If the line ends within it, the rest of the text is in doubt. */
export const slashes: LiteralForm = {
  first: '/',
  match(text, at) {
    if (!expectsExpression(text, at)) return undefined
    const end = endOfDelimited(text, at, true)
    return end === 'unterminated' ? end : { end, kind: 'string' }
  },
}

/** A string between slashes of Groovy, where two slashes start a comment. */
export const slashesOfGroovy: LiteralForm = {
  first: '/',
  match(text, at) {
    return '/*'.includes(text.charAt(at + 1)) ? undefined : slashes.match(text, at)
  },
}

/** `%q(…)`, `%w[…]`, `%r{…}` and the like of Ruby. */
export const percentOfRuby: LiteralForm = {
  first: '%',
  match(text, at) {
    const found = /^%[qQwWiIrxs]?[^\w\s=]/.exec(text.slice(at, at + 3))
    if (!found || !expectsExpression(text, at)) return undefined
    return delimited(text, at + found[0].length - 1)
  },
}

/** `q(…)`, `qw(…)`, `m{…}`, `s/…/…/` and the like of Perl. */
export const quotesOfPerl: LiteralForm = {
  first: 'qmsty',
  match(text, at) {
    if (at > 0 && (followsWord(text, at) || '@%&>{-'.includes(text.charAt(at - 1)))) return undefined
    const found = /^(?:q[qwrx]?|m|s|tr|y)(?=(\s*)(\S))/.exec(text.slice(at, at + 8))
    if (!found) return undefined
    const [word, space = '', delimiter = ''] = found
    if (/[\w,;)=]/.test(delimiter)) return undefined
    if (space !== '' && !'([{</'.includes(delimiter)) return undefined
    return delimited(text, at + word.length + space.length, /^(?:s|tr|y)$/.test(word) ? 2 : 1)
  },
}

/** `~s(…)` and the like of Elixir. */
export const sigilOfElixir: LiteralForm = {
  first: '~',
  match(text, at) {
    const found = /^~[A-Za-z]{1,8}(?="""|'''|[([{<|/"'])/.exec(text.slice(at, at + 12))
    if (!found) return undefined
    const open = at + found[0].length
    for (const quotes of ['"""', "'''"])
      if (text.startsWith(quotes, open)) {
        const close = text.indexOf(quotes, open + 3)
        return close < 0 ? 'unterminated' : { end: close + 3, kind: 'string' }
      }
    return delimited(text, open)
  },
}
