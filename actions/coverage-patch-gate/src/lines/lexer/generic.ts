import type { StringForm, Syntax } from '../syntax/syntax.ts'
import { isBreakCode } from './characters.ts'
import { endOfBlockComment, endOfLineCommentForm } from './comments.ts'
import { endOfHeredoc, heredocAt } from './heredoc.ts'
import { type Rules, rulesOf, startsThere } from './rules.ts'
import { createSpanList, doubtedScan, type Scan, type SpanList } from './spans.ts'

/** A string that is open, or code within a string. */
type Frame =
  | { readonly form: StringForm; readonly opened: number; segment: number }
  | { readonly form?: undefined; readonly open: string; readonly close: string; depth: number }

interface State {
  readonly text: string
  readonly syntax: Syntax
  readonly rules: Rules
  readonly list: SpanList
  readonly stack: Frame[]
  readonly heredocs: { readonly terminator: string; readonly start: number }[]
}

const backslash = 92
const lineFeed = 10

/** The text ends within something that started at `doubt`. */
interface Doubt {
  readonly doubt: number
}

/** Returns where the comments and strings of a text are, for a language that a table of delimiters describes. */
export function scanGeneric(text: string, syntax: Syntax): Scan {
  const list = createSpanList()
  const state: State = { text, syntax, rules: rulesOf(syntax), list, stack: [], heredocs: [] }
  let at = 0
  if (syntax.island !== undefined) {
    at = endOutsideIsland(text, syntax.island, 0)
    list.add('string', 0, at)
  }
  while (at < text.length) {
    const top = state.stack.at(-1)
    const next = top?.form ? stepInString(state, top, at) : stepInCode(state, at)
    if (typeof next !== 'number') return doubtedScan(list.spans, Math.min(next.doubt, firstOpened(state)))
    at = next
  }
  const doubt = Math.min(firstOpened(state), state.heredocs[0]?.start ?? Number.POSITIVE_INFINITY)
  return doubtedScan(list.spans, doubt)
}

/** Where the outermost open string started. */
function firstOpened({ stack, list, text }: State): number {
  const [first, ...rest] = stack
  if (!first?.form) return Number.POSITIVE_INFINITY
  if (rest.length === 0 && first.form.oneLine) list.add('string', first.segment, text.length)
  return rest.length === 0 && first.form.oneLine ? Number.POSITIVE_INFINITY : first.opened
}

function stepInCode(state: State, from: number): number | Doubt {
  const { text, syntax, rules } = state
  const hole = state.stack.at(-1)
  let at = from
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === lineFeed && state.heredocs.length > 0) return skipHeredocs(state, at + 1)
    if (code === backslash && syntax.escapesInCode) {
      at += 1
      continue
    }
    if (hole && !hole.form) {
      const char = text.charAt(at)
      if (char === hole.close) {
        hole.depth -= 1
        if (hole.depth === 0) return leaveHole(state, at)
      } else if (char === hole.open) hole.depth += 1
    }
    if (code === 60 && syntax.heredoc) {
      const heredoc = heredocAt(syntax.heredoc, text, at)
      if (heredoc) {
        state.heredocs.push({ terminator: heredoc.terminator, start: at })
        return heredoc.end
      }
    }
    if (code === 63 && syntax.island !== undefined && text.startsWith('?>', at)) {
      const end = endOutsideIsland(text, syntax.island, at)
      state.list.add('string', at, end)
      return end
    }
    if (!rules.has(code)) continue
    const next = startAt(state, at, code)
    if (next !== undefined) return next
  }
  return at
}

function startAt(state: State, at: number, code: number): number | Doubt | undefined {
  const { text, list } = state
  for (const rule of state.rules.get(code) ?? []) {
    if (rule.kind === 'literal') {
      const literal = rule.form.match(text, at)
      if (literal === 'unterminated') return { doubt: at }
      if (literal === undefined) continue
      if (literal.kind !== 'code') list.add(literal.kind, at, literal.end)
      return literal.end
    }
    if (!startsThere(rule, text, at)) continue
    if (rule.kind === 'string') {
      state.stack.push({ form: rule.form, opened: at, segment: at })
      return at + rule.form.open.length
    }
    const end =
      rule.kind === 'line'
        ? endOfLineCommentForm(rule.form, text, at)
        : endOfBlockComment(rule.form, text, at)
    if (end === undefined) return { doubt: at }
    list.add(isOpaque(state.syntax, text, at, end) ? 'string' : 'comment', at, end)
    return end
  }
  return undefined
}

/** Java replaces these escapes before it looks for comments: the code may go on within one. */
function isOpaque({ escapesInComments }: Syntax, text: string, at: number, end: number): boolean {
  return escapesInComments === true && text.slice(at, end).includes('\\u')
}

type StringFrame = Extract<Frame, { form: StringForm }>

function stepInString(state: State, frame: StringFrame, from: number): number {
  const { text, list, stack } = state
  const { close, escape: escapedBy, oneLine, doubled, holes } = frame.form
  const first = close.charCodeAt(0)
  const escapeCode = escapedBy?.charCodeAt(0)
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === escapeCode && !(doubled && text.startsWith(close, at))) {
      const hole = holes?.find(({ open }) => open.charCodeAt(0) === code && text.startsWith(open, at))
      if (hole) return enterHole(state, frame, at, hole)
      at += text.startsWith('\r\n', at + 1) ? 2 : 1
      continue
    }
    if (code === first && text.startsWith(close, at)) {
      const end = at + close.length
      if (doubled && text.startsWith(close, end)) {
        at = end + close.length - 1
        continue
      }
      list.add('string', frame.segment, end)
      stack.pop()
      return end
    }
    if (oneLine && isBreakCode(code)) {
      list.add('string', frame.segment, at)
      stack.pop()
      return at
    }
    const hole = holes?.find(({ open }) => open.charCodeAt(0) === code && text.startsWith(open, at))
    if (hole) return enterHole(state, frame, at, hole)
  }
  return text.length
}

function enterHole(
  state: State,
  frame: StringFrame,
  at: number,
  hole: { readonly open: string; readonly close: string },
): number {
  const end = at + hole.open.length
  state.list.add('string', frame.segment, end)
  state.stack.push({ open: hole.open.at(-1) ?? '', close: hole.close, depth: 1 })
  return end
}

/** The string goes on at the closing bracket. */
function leaveHole({ stack }: State, at: number): number {
  stack.pop()
  const frame = stack.at(-1)
  if (frame?.form) frame.segment = at
  return at + 1
}

function skipHeredocs(state: State, from: number): number | Doubt {
  const { syntax, heredocs, text, list } = state
  let at = from
  let last = from
  for (const { terminator, start } of heredocs.splice(0)) {
    const end = syntax.heredoc && endOfHeredoc(syntax.heredoc, terminator, text, at)
    if (end === undefined) return { doubt: start }
    list.add('string', at, end)
    last = end
    at = end + 1
  }
  return last
}

function endOutsideIsland(text: string, open: string, at: number): number {
  const found = text.indexOf(open, at)
  return found < 0 ? text.length : found + open.length
}
