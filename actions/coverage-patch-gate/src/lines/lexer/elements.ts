import { endOfLineComment, isWordCode } from './characters.ts'
import { note, type ScriptFrame, type ScriptState, type Step } from './script-state.ts'

type Tag = Extract<ScriptFrame, { type: 'tag' }>
type Children = Extract<ScriptFrame, { type: 'children' }>

/** Starts the element whose `<` is at `at`; undefined if it is the `<` of a type parameter or a comparison. */
export function startElement(state: ScriptState, at: number): number | undefined {
  const { text } = state
  const name = nameAt(text, at + 1)
  if (name === '' && text.charAt(at + 1) !== '>') return undefined
  const after = text.slice(at + 1 + name.length, at + 33 + name.length).trimStart()
  if (name !== '' && /^(?:[,=]|extends[\s]+[^\s=/>])/.test(after)) return undefined
  openTag(state, at, name, false)
  return at + 1 + name.length
}

function openTag(state: ScriptState, at: number, name: string, isClosing: boolean): void {
  state.list.add('mark', at, at + (isClosing ? 2 : 1))
  state.stack.push({ type: 'tag', start: at, isClosing, angles: 0, name })
}

/** Returns the name of a tag: letters, digits, and the `-`, `.` and `:` within. */
function nameAt(text: string, at: number): string {
  let end = at
  while (isWordCode(text.charCodeAt(end)) || (end > at && '-.:'.includes(text.charAt(end) || ' '))) end += 1
  return text.slice(at, end)
}

/** Goes on within a tag: attributes, their values, and its end. */
export function stepInTag(state: ScriptState, tag: Tag, at: number): Step {
  const { text, to, list, stack } = state
  const char = text.charAt(at)
  if (char === '"' || char === "'") {
    const found = text.indexOf(char, at + 1)
    if (found < 0 || found >= to) return { doubt: tag.start }
    list.add('string', at, found + 1)
    return found + 1
  }
  if (char === '{') {
    stack.push({ type: 'brace', start: at, isBlock: false })
    note(state, '{', at + 1, false)
  } else if (char === '/') return stepAtSlashInTag(state, tag, at)
  else if (char === '<') tag.angles += 1
  else if (char === '>') {
    if (tag.angles > 0) tag.angles -= 1
    else return endTag(state, tag, at)
  }
  return at + 1
}

function stepAtSlashInTag(state: ScriptState, tag: Tag, at: number): Step {
  const { text, to, list, stack } = state
  const next = text.charAt(at + 1)
  if (next === '>') {
    list.add('mark', at, at + 2)
    stack.pop()
    return finishElement(state, at + 2)
  }
  const found = next === '/' ? endOfLineComment(text, at, to) : next === '*' ? text.indexOf('*/', at + 2) : at
  const end = next === '*' ? found + 2 : found
  if (found < 0 || end > to) return { doubt: tag.start }
  list.add('comment', at, end)
  return Math.max(end, at + 1)
}

function endTag(state: ScriptState, tag: Tag, at: number): number {
  const { list, stack } = state
  stack.pop()
  if (tag.isClosing) {
    list.add('mark', at, at + 1)
    if (stack.at(-1)?.type === 'children') stack.pop()
    return finishElement(state, at + 1)
  }
  state.closings ??= closingTags(state)
  if ((state.closings.get(tag.name) ?? -1) < at) {
    // No such element is closed later: this was a type parameter.
    note(state, '>', at + 1, false)
    return at + 1
  }
  list.add('mark', at, at + 1)
  stack.push({ type: 'children', start: tag.start, segment: at + 1 })
  return at + 1
}

/** Where the last closing tag of each name is. */
function closingTags({ text }: ScriptState): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (let at = text.indexOf('</'); at >= 0; at = text.indexOf('</', at + 2))
    last.set(nameAt(text, at + 2), at)
  return last
}

function finishElement(state: ScriptState, end: number): number {
  const below = state.stack.at(-1)
  if (below?.type === 'children') below.segment = end
  note(state, '>', end, true)
  return end
}

/** Goes on in the text between the tags of an element. */
export function stepInChildren(state: ScriptState, children: Children, from: number): Step {
  const { text, to, list, stack } = state
  let at = from
  while (at < to && text.charAt(at) !== '<' && text.charAt(at) !== '{') at += 1
  list.add('text', children.segment, at)
  if (at >= to) return { doubt: children.start }
  if (text.charAt(at) === '{') {
    stack.push({ type: 'brace', start: at, isBlock: false })
    note(state, '{', at + 1, false)
    return at + 1
  }
  const isClosing = text.charAt(at + 1) === '/'
  const start = at + (isClosing ? 2 : 1)
  const name = nameAt(text, start)
  openTag(state, at, name, isClosing)
  return start + name.length
}
