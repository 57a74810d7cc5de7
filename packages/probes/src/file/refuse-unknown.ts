import { fitsHeader, hasOpenPlaceholder, placeholdersOf } from '../placeholders.ts'
import type { Reader } from './reader.ts'
import type { RequestEntry } from './schema-words.ts'

type Path = readonly PropertyKey[]

/**
 * Adds a problem for each placeholder of a request that nothing fills in, because it would be sent as it is written.
 * @param known the names that earlier requests captured
 */
export function refuseUnknown(
  reader: Reader,
  request: Pick<RequestEntry, 'headers' | 'body'> & { readonly path?: string },
  known: ReadonlySet<string>,
  at: Path,
): void {
  const refuse = (text: string, place: Path, part?: 'key') => {
    for (const what of problemsIn(text, known, reader.secrets))
      reader.problems.push({ what, at: reader.file.locate(place, part) })
  }
  for (const key of ['path', 'headers', 'body'] as const) eachText(request[key], [...at, key], refuse)
  for (const [name, text] of Object.entries(request.headers ?? {}))
    for (const variable of secretsIn(text, reader.secrets))
      reader.problems.push({
        what: `the value of ${variable} holds a character that a header cannot hold, such as a line break`,
        at: reader.file.locate([...at, 'headers', name]),
      })
}

/**
 * Adds a problem for each placeholder outside of a request, where none is filled in. What is expected of an answer may
 * hold braces of its own, so only secrets are refused there.
 * @param filled the parts of the value whose placeholders are filled in, such as `actual/body`
 */
export function refuseMisplaced(
  { file, problems }: Reader,
  written: unknown,
  at: Path,
  filled: readonly string[],
): void {
  eachText(written, at, (text, place, part) => {
    const keys = place.slice(at.length).filter((key) => typeof key === 'string')
    const within = `${keys.join('/')}/`
    if (filled.some((part) => within.startsWith(`${part}/`))) return
    const found = placeholdersOf(text).filter((name) => isSecret(name) || !keys.some(isExpectation))
    for (const name of found)
      problems.push({
        what: `{{${name}}} is not filled in here, only in the path, headers and body of a request of http or jwt, and in actual of cors`,
        at: file.locate(place, part),
      })
  })
}

function problemsIn(
  text: string,
  known: ReadonlySet<string>,
  secrets: ReadonlyMap<string, string>,
): string[] {
  const unknown = placeholdersOf(text).flatMap((name) => {
    if (known.has(name) || (name.startsWith('env.') && secrets.has(name.slice(4)))) return []
    if (isSecret(name))
      return [
        `{{${name}}} is unknown: ${namesOf(secrets)} Write {{env.NAME}} with a name of the input secrets`,
      ]
    return [`{{${name}}} is not captured by an earlier request; a secret is written as {{env.NAME}}`]
  })
  return hasOpenPlaceholder(text)
    ? [...unknown, 'a placeholder begins with {{ and does not end with }}']
    : unknown
}

function namesOf(secrets: ReadonlyMap<string, string>): string {
  return secrets.size === 0
    ? 'the input secrets names no variable.'
    : `the input secrets names ${[...secrets.keys()].join(', ')}.`
}

/** Returns the names of the secrets in a header whose values it cannot hold. */
function secretsIn(text: string, secrets: ReadonlyMap<string, string>): string[] {
  return placeholdersOf(text)
    .filter((name) => name.startsWith('env.') && !fitsHeader(secrets.get(name.slice(4)) ?? ''))
    .map((name) => name.slice(4))
}

/** Returns whether a placeholder is meant as a secret, in any case of letters. */
function isSecret(name: string): boolean {
  return /^\s*env\b/i.test(name)
}

function isExpectation(key: PropertyKey): boolean {
  return ['expect', 'claims', 'header-claims', 'has'].includes(String(key))
}

/** Calls `visit` with each text of a value, also of its keys, and the place of it. */
function eachText(value: unknown, at: Path, visit: (text: string, place: Path, part?: 'key') => void): void {
  if (typeof value === 'string') visit(value, at)
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    const place = [...at, Array.isArray(value) ? Number(key) : key]
    if (!Array.isArray(value)) visit(key, place, 'key')
    eachText(each, place, visit)
  }
}
