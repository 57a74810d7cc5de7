/** Returns the value of a JSON text. Returns undefined for any other text, which is then of no known shape. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
