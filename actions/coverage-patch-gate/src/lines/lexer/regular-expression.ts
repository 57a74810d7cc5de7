import { isBreakCode, isWordCode } from './characters.ts'

/** Returns the offset after a regular expression of JavaScript; undefined if its line ends within it. */
export function endOfRegularExpression(text: string, at: number, to: number): number | undefined {
  let inClass = false
  for (let end = at + 1; end < to; end += 1) {
    const code = text.charCodeAt(end)
    if (isBreakCode(code)) return undefined
    const char = text.charAt(end)
    if (char === '\\') end += 1
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (char === '/' && !inClass) {
      end += 1
      while (end < to && isWordCode(text.charCodeAt(end))) end += 1
      return end
    }
    if (isBreakCode(text.charCodeAt(end))) return undefined
  }
  return undefined
}
