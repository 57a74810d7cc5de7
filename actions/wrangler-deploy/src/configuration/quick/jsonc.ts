import { Unsure } from './unsure.ts'

/**
 * Reads JSON with comments and trailing commas.
 * @throws Unsure for everything else
 */
export function readJsonc(text: string): unknown {
  try {
    return JSON.parse(toJson(text.replace(/^\uFEFF/, '')), (key, value) => {
      if (key === '__proto__') throw new Unsure(key)
      return value
    })
  } catch {
    throw new Unsure('no JSON')
  }
}

/** In one pass: comments go, and so does a comma that only a closing bracket follows. */
function toJson(text: string): string {
  const parts: string[] = []
  let comma = -1
  for (let at = 0; at < text.length; ) {
    const end = endOf(text, at)
    const part = text.slice(at, end)
    at = end
    if (part.startsWith('//') || part.startsWith('/*')) continue
    if (part.trim() !== '') {
      if (comma >= 0 && (part === ']' || part === '}')) parts[comma] = ''
      comma = part === ',' ? parts.length : -1
    }
    parts.push(part)
  }
  return parts.join('')
}

/** Where the string, the comment or the single character ends that begins here. */
function endOf(text: string, at: number): number {
  if (text[at] === '"') {
    let end = at + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    return end + 1
  }
  const closing = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined
  if (closing === undefined) return at + 1
  const end = text.indexOf(closing, at + 2)
  if (end >= 0) return end + closing.length
  if (closing === '*/') throw new Unsure('a comment without an end')
  return text.length
}
