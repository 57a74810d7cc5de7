/** A string with what follows it, or the begin or end of an object or array. */
const token = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}[\]]/g

/**
 * Whether an object in a JSON text names a member twice. A parser keeps the last of them without a word, and another
 * one the first: RFC 8259 §4. In a map of pins it is what two rows for one pin are in a list.
 *
 * @param text JSON, as a parser has accepted it
 */
export function hasRepeatedName(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  for (const [sign, string = '', colon] of text.matchAll(token)) {
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    else if (colon !== undefined) {
      const name = String(JSON.parse(`"${string}"`))
      const names = open.at(-1)
      if (names?.has(name)) return true
      names?.add(name)
    }
  }
  return false
}
