import { parseJson } from '@suite/rest/json'
import type { ProbeRequest } from './probe.ts'
import { wellFormed } from './well-formed.ts'

/** Captured values by their name. */
export type Replacements = Map<string, string>

const placeholder = /\{\{([a-z][\w-]{0,39})\}\}/g

/** The names that a text stands open for, as in `/items/{{id}}`. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name)
}

/**
 * A request with captured values in it: percent-encoded in a path, escaped in a body that is JSON, and in a header
 * without what would end it. A name that was not captured stays as it is written; reading the file refuses one.
 */
export function fill(request: ProbeRequest, values: ReadonlyMap<string, string>): ProbeRequest {
  const { path, headers, body } = request
  const json = body !== undefined && parseJson(body) !== undefined
  return {
    ...request,
    path: replace(path, values, (text) => encodeURIComponent(wellFormed(text))),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, replace(text, values, headerSafe)]),
      ),
    }),
    ...(body !== undefined && {
      body: replace(body, values, json ? (text) => JSON.stringify(text).slice(1, -1) : (text) => text),
    }),
  }
}

function replace(
  text: string,
  values: ReadonlyMap<string, string>,
  encode: (value: string) => string,
): string {
  return text.replaceAll(placeholder, (whole, name: string) => {
    const value = values.get(name)
    return value === undefined ? whole : encode(value)
  })
}

/** What a header cannot hold is left out: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')
}
