const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}' }

/**
 * Returns where the flow collection that begins at `start` ends (the offset after its last bracket), regardless of
 * how its lines are indented. Returns undefined if it is not closed before the end of the document.
 *
 * It skips only the text that may hide a bracket: comments, and quoted text, which begins where a value can begin.
 */
export function findFlowEnd(text: string, start: number): number | undefined {
  const open: string[] = []
  /** Whether a value can begin here: after a bracket, a comma or a colon. */
  let begins = true
  /** Whether a quoted text or a collection ends here. After it, any colon separates a key from its value. */
  let ended = false
  for (let at = start; at < text.length; ) {
    const character = text[at] as string
    if (character === '\n' && isMarker(text, at + 1)) return undefined
    if (isSpace(character)) at += 1
    else if (character === '#' && isSpace(text[at - 1] ?? ' ')) at = endOfLine(text, at)
    else if (Object.hasOwn(closers, character)) {
      open.push(closers[character] as string)
      begins = true
      at += 1
    } else if (character === ']' || character === '}') {
      if (open.pop() !== character) return undefined
      at += 1
      if (open.length === 0) return at
      begins = false
      ended = true
    } else if (character === ',' || (character === ':' && (begins || ended || endsKey(text[at + 1])))) {
      begins = true
      ended = false
      at += 1
    } else if (begins && (character === '"' || character === "'")) {
      const end = character === '"' ? endOfDoubleQuoted(text, at) : endOfSingleQuoted(text, at)
      if (end === undefined) return undefined
      at = end
      begins = false
      ended = true
    } else if (begins && (character === '&' || character === '!')) {
      // An anchor or a tag; the value follows it.
      while (at < text.length && !endsKey(text[at])) at += 1
    } else {
      begins = false
      ended = false
      at += 1
    }
  }
  return undefined
}

function isMarker(text: string, at: number): boolean {
  const marker = text.slice(at, at + 3)
  return (marker === '---' || marker === '...') && isSpace(text[at + 3] ?? ' ')
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

/** Returns whether a plain text ends before this character. */
function endsKey(character: string | undefined): boolean {
  return character === undefined || isSpace(character) || ',[]{}'.includes(character)
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function endOfDoubleQuoted(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return undefined
}

function endOfSingleQuoted(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== "'") continue
    if (text[at + 1] !== "'") return at + 1
    at += 1
  }
  return undefined
}
