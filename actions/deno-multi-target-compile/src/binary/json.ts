import { utf8 } from './bytes.ts'
import { Malformed } from './problem.ts'

/**
 * Returns the value of a JSON text in the binary. A member that is named twice is Malformed, and so is one with the
 * name `__proto__`, which reading by a schema would leave out.
 */
export function strictJson(bytes: Uint8Array, name: string): unknown {
  const text = utf8(bytes, name)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Malformed(`${name} is not valid JSON`)
  }
  const { count, names } = membersOf(value)
  if (names.has('__proto__')) throw new Malformed(`${name} has a member with the name __proto__`)
  if (countWritten(text) !== count)
    throw new Malformed(
      `${name} names the member ${repeatedMember(text)} twice, so it is open which of the two counts`,
    )
  return value
}

/** Counts the colons of a valid JSON text that are not part of a string: each belongs to one member. */
function countWritten(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === codes.colon) count++
    else if (character === codes.quote) at = endOfString(text, at)
  }
  return count
}

const codes = { quote: 0x22, colon: 0x3a, backslash: 0x5c } as const

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text.charCodeAt(at) !== codes.quote) at += text.charCodeAt(at) === codes.backslash ? 2 : 1
  return at
}

/** Returns the names of the members of all objects in a value, and how many members there are. */
function membersOf(value: unknown): { readonly count: number; readonly names: ReadonlySet<string> } {
  const names = new Set<string>()
  let count = 0
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    if (Array.isArray(next)) for (const item of next) waiting.push(item)
    else
      for (const [name, member] of Object.entries(next)) {
        count++
        names.add(name)
        waiting.push(member)
      }
  }
  return { count, names }
}

/** Returns the name of a member that an object of a valid JSON text has twice. */
function repeatedMember(text: string): string | undefined {
  const objects: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') objects.push(new Set())
    else if (token === '[') objects.push(undefined)
    else if (token === '}' || token === ']') objects.pop()
    else if (token === ':') {
      const members = objects.at(-1)
      const member: string = JSON.parse(last)
      if (members?.has(member)) return last
      members?.add(member)
    } else last = token
  }
  return undefined
}
