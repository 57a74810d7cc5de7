/**
 * Says whether an object in a JSON text names a member twice. Programs disagree on which of the two counts, and
 * `JSON.parse` keeps the last one without a word.
 * @param value what `JSON.parse` returns for the text
 */
export function hasRepeatedMember(text: string, value: unknown): boolean {
  return countWritten(text) !== countMembers(value)
}

/** Counts the colons that are not part of a string: each belongs to one member. */
function countWritten(text: string): number {
  let count = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString && character === '\\') at++
    else if (character === '"') inString = !inString
    else if (!inString && character === ':') count++
  }
  return count
}

function countMembers(value: unknown): number {
  let count = 0
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    const parts: unknown[] = Object.values(next)
    if (!Array.isArray(next)) count += parts.length
    for (const part of parts) waiting.push(part)
  }
  return count
}
