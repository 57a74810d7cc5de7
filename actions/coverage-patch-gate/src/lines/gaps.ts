import type { Layout } from './syntax/syntax.ts'
import type { Token } from './tokens.ts'

/** Words of JavaScript and TypeScript after which a line break may end a statement, or change what follows. */
const endedByBreak = new Set(
  (
    'return throw break continue yield async get set static accessor type interface namespace module declare ' +
    'abstract readonly public private protected override global asserts using let'
  ).split(' '),
)

/** Words before which a line break ends a statement. */
const endsBefore = new Set(['as', 'satisfies', 'is'])

/**
 * Returns what stands between two tokens, as far as it has a meaning in the layout: `''` if nothing has.
 *
 * @param between the text between the tokens: white space and comments
 * @param indentation returns the white space at the start of the line of the second token
 */
export function gapBetween(
  layout: Layout,
  before: Token | undefined,
  token: Token,
  between: string,
  indentation: () => string,
): string {
  const isBroken = before === undefined || between.includes('\n')
  const isGap = between !== ''
  if (layout === 'exact') return isBroken ? `\n${indentation()}` : between
  if (layout === 'lines') return isBroken ? '\n' : isGap ? ' ' : ''
  if (layout === 'indented' && isBroken && token.enclosing === undefined && !isClosing(token))
    return `\n${indentation()}`
  if (before === undefined) return ''
  if (isBroken && layout === 'breaks' && breaksStatement(before, token)) return '\n'
  if (isBroken && layout === 'script' && breaksScript(before, token)) return '\n'
  return isGap && keepsApart(before, token) ? ' ' : ''
}

/** A closing bracket may stand on a line of its own. */
function isClosing({ kind, text }: Token): boolean {
  return kind === 'sign' && ')]}'.includes(text)
}

function breaksStatement(before: Token, token: Token): boolean {
  if (isWithinRound(token)) return false
  if (before.kind === 'sign' && '{[(,.'.includes(before.text)) return false
  return !isClosing(token)
}

function isWithinRound({ enclosing }: Token): boolean {
  return enclosing !== undefined && enclosing.open !== '{'
}

function breaksScript(before: Token, token: Token): boolean {
  if (before.kind === 'word' && endedByBreak.has(before.text)) return true
  if (token.kind === 'word') return endsBefore.has(token.text)
  if (token.kind === 'mark' || token.kind === 'text') return false
  if (token.kind === 'sign' && '+-='.includes(token.text)) return before.text !== '='
  if (isWithinRound(token)) return false
  const opens = token.kind === 'string' ? !/^["']/.test(token.text) : '([!'.includes(token.text)
  return opens && endsExpression(before)
}

function endsExpression(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'string' || isClosing(token)
}

/** Whether two tokens would be read as something else without white space between them. */
function keepsApart(before: Token, token: Token): boolean {
  if (isOperator(before) && isOperator(token)) return true
  if (before.kind === 'string' || token.kind === 'string')
    return before.kind !== 'sign' && token.kind !== 'sign'
  return (startsWithDigit(before) && token.text === '.') || (before.text === '.' && startsWithDigit(token))
}

function isOperator({ kind, text }: Token): boolean {
  return kind === 'sign' && !'()[]{},;'.includes(text)
}

function startsWithDigit({ kind, text }: Token): boolean {
  return kind === 'word' && /^[0-9]/.test(text)
}
