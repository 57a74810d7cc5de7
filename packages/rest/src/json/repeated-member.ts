/**
 * Returns the first name that occurs twice in an object of a JSON text. Parsers differ in which of the two they use, so
 * that other programs may see another value than the one judged here: https://www.rfc-editor.org/rfc/rfc8259#section-4
 *
 * @param text well-formed JSON; time is linear in it
 */
export function repeatedMember(text: string): string | undefined {
  /** The names of each enclosing object; undefined for a list. */
  const around: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g)) {
    if (token === '{') around.push(new Set())
    else if (token === '[') around.push(undefined)
    else if (token === '}' || token === ']') around.pop()
    else if (token === ':') {
      const name = String(JSON.parse(last))
      const names = around.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    } else last = token
  }
  return undefined
}
