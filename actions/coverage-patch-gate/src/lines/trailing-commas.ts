import type { Syntax } from './syntax/syntax.ts'
import type { Token } from './tokens.ts'

/** Words after which a bracket calls nothing. */
const notCalled = new Set(
  'return in and or not if else elif while for yield await lambda is assert del print match let mut as move'.split(
    ' ',
  ),
)

interface Open {
  readonly isList: boolean
  commas: number
}

/**
 * Returns the tokens without the commas before a closing bracket that have no meaning. `after` returns the first
 * character of code after the tokens.
 */
export function withoutTrailingCommas(
  tokens: readonly Token[],
  after: () => string,
  rule: Syntax['trailingCommas'],
): readonly Token[] {
  if (rule === undefined) return tokens
  const opens: Open[] = []
  let outer: Open = { isList: false, commas: 0 }
  return tokens.filter((token, index) => {
    if (token.kind !== 'sign') return true
    const top = opens.at(-1) ?? outer
    if ('([{'.includes(token.text)) opens.push({ isList: isList(tokens[index - 1], token.text), commas: 0 })
    else if (')]}'.includes(token.text)) {
      // Whether the bracket around the lines has other commas is not known.
      if (opens.pop() === undefined) outer = { isList: false, commas: 0 }
    } else if (token.text === ',') {
      const next = tokens[index + 1]?.text ?? after()
      if (isTrailing(tokens[index - 1], next) && hasNoMeaning(rule, next, top)) return false
      top.commas += 1
    }
    return true
  })
}

/** Whether it makes no difference if a comma follows the only thing in such a bracket. */
function isList(before: Token | undefined, open: string): boolean {
  const isCalled =
    before !== undefined &&
    (before.text === ')' || before.text === ']' || (before.kind === 'word' && !notCalled.has(before.text)))
  if (open === '(') return isCalled
  return open === '{' || !isCalled
}

function isTrailing(before: Token | undefined, next: string): boolean {
  if (next === '' || !')]}'.includes(next) || before === undefined) return false
  return !(before.kind === 'sign' && ',([{'.includes(before.text))
}

function hasNoMeaning(rule: 'anywhere' | 'unless-tuple' | 'in-braces', next: string, open: Open): boolean {
  if (rule === 'anywhere') return true
  if (next === '}') return true
  return rule === 'unless-tuple' && (open.isList || open.commas > 0)
}
