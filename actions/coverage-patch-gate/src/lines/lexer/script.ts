import { isSpaceCode, isWordCode } from './characters.ts'
import { stepInChildren, stepInTag } from './elements.ts'
import { stepAtPunctuation } from './script-punctuation.ts'
import { beforeExpression, note, type ScriptState, type Step } from './script-state.ts'
import { createSpanList, doubtedScan, type Scan, type SpanList } from './spans.ts'

const backquote = 96
const backslash = 92

/** Returns where the comments, strings, templates and regular expressions of a JavaScript or TypeScript text are. */
export function scanScript(text: string, elements: boolean): Scan {
  const list = createSpanList()
  return doubtedScan(list.spans, scanScriptPart(text, 0, text.length, elements, list))
}

/** Scans a part of a text. Returns from where on it is in doubt; Infinity if it is not. */
export function scanScriptPart(
  text: string,
  from: number,
  to: number,
  elements: boolean,
  list: SpanList,
): number {
  const state: ScriptState = {
    text,
    to,
    list,
    stack: [],
    elements,
    closings: undefined,
    endsExpression: false,
    last: '',
    lastEnd: from,
  }
  let at = from
  while (at < to) {
    const next = step(state, at)
    if (typeof next !== 'number') return next.doubt
    at = next
  }
  const open = state.stack.find(({ type }) => type === 'template' || type === 'children' || type === 'tag')
  return open ? open.start : Number.POSITIVE_INFINITY
}

function step(state: ScriptState, at: number): Step {
  const top = state.stack.at(-1)
  if (top?.type === 'template') return stepInTemplate(state, top, at)
  if (top?.type === 'children') return stepInChildren(state, top, at)
  const code = state.text.charCodeAt(at)
  if (isSpaceCode(code)) return at + 1
  if (top?.type === 'tag') return stepInTag(state, top, at)
  if (isWordCode(code)) return stepOverWord(state, at)
  return stepAtPunctuation(state, at, code)
}

function stepOverWord(state: ScriptState, at: number): number {
  const { text, to } = state
  let end = at + 1
  while (end < to && isWordCode(text.charCodeAt(end))) end += 1
  const word = text.slice(at, end)
  const isName = state.last === '.' || state.last === '#'
  note(state, word, end, isName || !beforeExpression.has(word))
  return end
}

function stepInTemplate(
  state: ScriptState,
  frame: { readonly start: number; segment: number },
  from: number,
): Step {
  const { text, to, list, stack } = state
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (code === backslash) at += 1
    else if (code === backquote) {
      list.add('string', frame.segment, at + 1)
      stack.pop()
      note(state, '`', at + 1, true)
      return at + 1
    } else if (code === 36 && text.charAt(at + 1) === '{') {
      list.add('string', frame.segment, at + 2)
      stack.push({ type: 'brace', start: at + 1, isBlock: false })
      note(state, '{', at + 2, false)
      return at + 2
    }
  }
  return to
}
