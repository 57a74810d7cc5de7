import { utf8 } from './bytes.ts'
import { Malformed } from './problem.ts'

/** Returns the value of a JSON text in the binary. A member that is named twice is Malformed. */
export function strictJson(bytes: Uint8Array, name: string): unknown {
  const text = utf8(bytes, name)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Malformed(`${name} is not valid JSON`)
  }
  const repeated = repeatedMember(text)
  if (repeated !== undefined)
    throw new Malformed(`${name} names the member ${repeated} twice, so it is open which of the two counts`)
  return value
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
