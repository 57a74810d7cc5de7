import { Unsure } from './unsure.ts'

type Table = Record<string, unknown>

/**
 * Reads the part of TOML that configurations are written in: tables and arrays of them, bare and quoted keys, strings
 * on one line, whole numbers, booleans, arrays, inline tables, comments.
 * @throws Unsure for everything else, such as dates, and for a key that stands twice
 * @see https://toml.io/en/v1.0.0
 */
export function readToml(text: string): Table {
  const root: Table = {}
  let at = 0
  let open = root
  const headed = new Set<string>()

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return undefined
    at = pattern.lastIndex
    return found[0]
  }
  const need = (pattern: RegExp): string => {
    const found = take(pattern)
    if (found === undefined) throw new Unsure(`no ${pattern.source} at ${at}`)
    return found
  }

  const readString = (): string | undefined => {
    if (/"""|'''/.test(text.slice(at, at + 3))) throw new Unsure('a string of several lines')
    const literal = take(/'[^'\n]*'/y)
    if (literal !== undefined) return literal.slice(1, -1)
    const basic = take(/"(?:[^"\\\n]|\\["\\bfnrt]|\\u[0-9a-fA-F]{4})*"/y)
    return basic === undefined ? undefined : parseBasic(basic)
  }

  const readKey = (): string[] => {
    const parts: string[] = []
    do {
      take(/[ \t]+/y)
      parts.push(take(/[A-Za-z0-9_-]+/y) ?? readString() ?? need(/(?!)/y))
      take(/[ \t]+/y)
    } while (take(/\./y) !== undefined)
    return parts
  }

  const readValue = (): unknown => {
    const string = readString()
    if (string !== undefined) return string
    if (take(/\[/y) !== undefined) return readArray()
    if (take(/\{/y) !== undefined) return readInline()
    const word = need(/true|false|[+-]?(?:0|[1-9]\d{0,14})/y)
    if (!/^(?:$|[\s,\]}#])/.test(text.slice(at, at + 1))) throw new Unsure('another kind of value')
    return word === 'true' || word === 'false' ? word === 'true' : Number(word)
  }

  const readArray = (): unknown[] => {
    const values: unknown[] = []
    for (;;) {
      skipLines()
      if (take(/\]/y) !== undefined) return values
      values.push(readValue())
      skipLines()
      if (take(/,/y) === undefined) {
        need(/\]/y)
        return values
      }
    }
  }

  const readInline = (): Table => {
    const table: Table = {}
    take(/[ \t]+/y)
    if (take(/\}/y) !== undefined) return table
    do {
      readPair(table)
      take(/[ \t]+/y)
    } while (take(/,/y) !== undefined)
    need(/\}/y)
    return table
  }

  const readPair = (into: Table): void => {
    const path = readKey()
    need(/=[ \t]*/y)
    put(into, path, readValue())
  }

  const skipLines = () => take(/(?:[ \t\r\n]|#[^\n]*)+/y)

  for (skipLines(); at < text.length; skipLines()) {
    if (take(/\[\[/y) !== undefined) {
      const path = readKey()
      need(/\]\]/y)
      open = append(root, path)
    } else if (take(/\[/y) !== undefined) {
      const path = readKey()
      need(/\]/y)
      // Under an array of tables the same header may stand once for each of them.
      if (headed.has(JSON.stringify(path))) throw new Unsure('a table that stands twice')
      headed.add(JSON.stringify(path))
      open = descend(root, path)
    } else readPair(open)
    if (at < text.length) need(/[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y)
  }
  return root
}

function put(table: Table, path: readonly string[], value: unknown): void {
  const into = descend(table, path.slice(0, -1))
  const key = path.at(-1) ?? ''
  if (key === '__proto__' || Object.hasOwn(into, key)) throw new Unsure(`the key ${key} stands twice`)
  into[key] = value
}

function append(root: Table, path: readonly string[]): Table {
  const into = descend(root, path.slice(0, -1))
  const key = path.at(-1) ?? ''
  if (key === '__proto__') throw new Unsure(key)
  const list = Object.hasOwn(into, key) ? into[key] : []
  if (!Array.isArray(list)) throw new Unsure(`${key} is no array of tables`)
  const table: Table = {}
  into[key] = [...list, table]
  return table
}

/** The table at a path, made where there is none; the last one of an array of tables. */
function descend(root: Table, path: readonly string[]): Table {
  return path.reduce<Table>((table, key) => {
    if (key === '__proto__') throw new Unsure(key)
    if (!Object.hasOwn(table, key)) table[key] = {}
    const next = Array.isArray(table[key]) ? table[key].at(-1) : table[key]
    if (typeof next !== 'object' || next === null) throw new Unsure(`${key} is no table`)
    return next as Table
  }, root)
}

/** What is let through above, JSON escapes alike. */
function parseBasic(text: string): string {
  try {
    return JSON.parse(text.replaceAll('\t', '\\t'))
  } catch {
    throw new Unsure('a character that has to be escaped')
  }
}
