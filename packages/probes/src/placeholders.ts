import { parseJson } from '@suite/rest/json'
import type { ProbeRequest } from './probe.ts'
import { wellFormed } from './well-formed.ts'

/** Values by the name of their placeholder: captured ones, and secrets as `env.NAME`. */
export type Replacements = Map<string, string>

// Anything between the braces, so that a misspelt name is found when the file is read, and is not sent as it is.
const placeholder = /\{\{([^{}]*)\}\}/g

/** Returns the names of the placeholders in a text such as `/items/{{id}}`, as they are written. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name)
}

/** Returns whether a text begins a placeholder that it does not end, such as `/items/{{id}`. */
export function hasOpenPlaceholder(text: string): boolean {
  return text.replaceAll(placeholder, '').includes('{{')
}

/** Returns whether a header can hold a text as it is. */
export function fitsHeader(text: string): boolean {
  return headerSafe(text) === text
}

/**
 * Returns a request with its placeholders replaced by their values. A value is percent-encoded in a path and escaped
 * in a JSON body, and a header gets no character that would end it. A placeholder without a value stays as it is; a
 * file with such a placeholder is refused when it is read.
 */
export function fill(request: ProbeRequest, values: ReadonlyMap<string, string>): ProbeRequest {
  const { path, headers, body } = request
  const json = body !== undefined && parseJson(body) !== undefined
  return {
    ...request,
    path: replace(path, values, encodeForPath),
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

/** Encodes everything that an address could read as its own, so that parsing the address changes nothing more. */
function encodeForPath(text: string): string {
  const encoded = encodeURIComponent(wellFormed(text))
  return encoded.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Removes the characters that a header cannot hold: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')
}
