import { endOfLineComment, isBreakCode } from './characters.ts'
import { startElement } from './elements.ts'
import { endOfRegularExpression } from './regular-expression.ts'
import { beforeExpression, note, type ScriptState, type Step } from './script-state.ts'

/** Goes over what starts with a character that is neither white space nor part of a word. */
export function stepAtPunctuation(state: ScriptState, at: number, code: number): Step {
  const { text, stack } = state
  switch (text.charAt(at)) {
    case '/':
      return stepAtSlash(state, at)
    case '"':
    case "'":
      return stepOverString(state, at, code)
    case '`':
      stack.push({ type: 'template', start: at, segment: at })
      return at + 1
    case '(':
      stack.push({ type: 'round', start: at, isCondition: /^(?:if|while|for|with)$/.test(state.last) })
      break
    case '[':
      stack.push({ type: 'square', start: at })
      break
    case '{':
      stack.push({ type: 'brace', start: at, isBlock: startsBlock(state) })
      break
    case ')':
    case ']':
    case '}':
      return stepAtClosing(state, at)
    case '<':
      if (text.startsWith('<!--', at)) return { doubt: at }
      if (state.elements && !state.endsExpression) {
        const next = startElement(state, at)
        if (next !== undefined) return next
      }
      break
    case '-':
    case '+':
    case '!':
      return stepAtSign(state, at)
  }
  note(state, joined(state, at), at + 1, false)
  return at + 1
}

/** Arrows are the only punctuation of which the character before matters. */
function joined(state: ScriptState, at: number): string {
  const char = state.text.charAt(at)
  return char === '>' && state.last === '=' && state.lastEnd === at ? '=>' : char
}

function stepAtSlash(state: ScriptState, at: number): Step {
  const { text, to, list } = state
  const next = text.charAt(at + 1)
  if (next === '/') {
    const end = endOfLineComment(text, at, to)
    list.add('comment', at, end)
    return end
  }
  if (next === '*') {
    const found = text.indexOf('*/', at + 2)
    if (found < 0 || found + 2 > to) return { doubt: at }
    list.add('comment', at, found + 2)
    return found + 2
  }
  if (state.endsExpression) {
    note(state, '/', at + 1, false)
    return at + 1
  }
  const end = endOfRegularExpression(text, at, to)
  if (end === undefined) return { doubt: at }
  list.add('string', at, end)
  note(state, '/', end, true)
  return end
}

function stepOverString(state: ScriptState, at: number, quote: number): number {
  const { text, to, list } = state
  let end = at + 1
  while (end < to) {
    const code = text.charCodeAt(end)
    if (code === 92) {
      end += text.startsWith('\r\n', end + 1) ? 3 : 2
      continue
    }
    if (isBreakCode(code)) break
    end += 1
    if (code === quote) break
  }
  end = Math.min(end, to)
  list.add('string', at, end)
  note(state, '"', end, true)
  return end
}

/** `++`, `--` and `!` stand before an expression, or after one. */
function stepAtSign(state: ScriptState, at: number): Step {
  const { text } = state
  const char = text.charAt(at)
  if (text.startsWith('-->', at) && onlySpaceSinceBreak(state, at)) return { doubt: at }
  const isPair = char !== '!' && text.charAt(at + 1) === char
  const isPostfix =
    state.endsExpression &&
    (isPair || (char === '!' && text.charAt(at + 1) !== '=')) &&
    !hasBreak(text, state.lastEnd, at)
  note(state, char, at + (isPair ? 2 : 1), isPostfix)
  return at + (isPair ? 2 : 1)
}

function hasBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isBreakCode(text.charCodeAt(at))) return true
  return false
}

function onlySpaceSinceBreak(state: ScriptState, at: number): boolean {
  return state.last === '' || hasBreak(state.text, state.lastEnd, at)
}

function stepAtClosing(state: ScriptState, at: number): number {
  const { text, stack } = state
  const char = text.charAt(at)
  const type = char === ')' ? 'round' : char === ']' ? 'square' : 'brace'
  const top = stack.at(-1)
  if (top?.type !== type) {
    note(state, char, at + 1, char !== '}')
    return at + 1
  }
  stack.pop()
  const endsExpression = !(top.type === 'round' && top.isCondition) && !(top.type === 'brace' && top.isBlock)
  note(state, char, at + 1, endsExpression)
  const below = stack.at(-1)
  if (top.type === 'brace' && (below?.type === 'template' || below?.type === 'children')) below.segment = at
  if (below?.type === 'children') below.segment = at + 1
  return at + 1
}

/** Whether a brace starts a block, as opposed to an object. */
function startsBlock({ last, stack, endsExpression }: ScriptState): boolean {
  if (last === '' || last === ';' || last === '{' || last === '}' || last === ')' || last === '=>')
    return true
  if (last === ':') {
    const top = stack.at(-1)
    return top === undefined || (top.type === 'brace' && top.isBlock)
  }
  if (/^(?:else|do|try|finally)$/.test(last)) return true
  return endsExpression && !beforeExpression.has(last)
}
