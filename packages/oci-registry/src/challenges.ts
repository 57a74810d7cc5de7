/** One way in which a server asks for credentials. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

/** A token, and then `=` and a value, or the rest of a challenge. Each match starts where the last one ended. */
const token = /[\w!#$%&'*+.^`|~-]+/y
const quoted = /"((?:[^"\\]|\\.)*)"/y
const blank = /[ \t]*/y
const commas = /[ \t,]*/y
const padding = /=*/y

/**
 * Reads `WWW-Authenticate`, in which a comma separates both parameters and challenges. A name with `=` and a value
 * after it is a parameter of the challenge before it. Any other name begins a challenge.
 * @returns the challenges, in order, up to the first part that cannot be read
 */
export function readChallenges(header: string): Challenge[] {
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(header)
    if (match === null) return undefined
    at = pattern.lastIndex
    return match[1] ?? match[0]
  }

  while (at < header.length) {
    take(commas)
    const name = take(token)?.toLowerCase()
    if (name === undefined) return challenges
    const afterName = at
    take(blank)
    if (header[at] === '=') {
      const value = takeValue()
      if (value !== undefined) challenges.at(-1)?.parameters.set(name, value)
    } else {
      at = afterName
      challenges.push({ scheme: name, parameters: new Map() })
    }
  }
  return challenges

  /** Returns the value after `=`; undefined if the `=` was the padding of a token68, as in `Negotiate abc==`. */
  function takeValue(): string | undefined {
    at += 1
    take(blank)
    const text = take(quoted)
    if (text !== undefined) return text.replace(/\\(.)/g, '$1')
    const plain = take(token)
    if (plain === undefined) take(padding)
    return plain
  }
}
