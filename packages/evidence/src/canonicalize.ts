/** A JSON value. Numbers are finite; strings have no lone surrogates. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** The maximum depth. Findings have far fewer levels; a value that contains itself ends here too. */
const deepest = 500

/**
 * Returns the canonical JSON of a value: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. RFC 8785, https://www.rfc-editor.org/rfc/rfc8785
 *
 * @throws TypeError with the place of a value that JSON cannot represent (NaN, undefined, a lone surrogate, a Date)
 */
export function canonicalize(value: Json): string {
  return write(value, '$', 0)
}

function write(value: unknown, place: string, depth: number): string {
  if (depth > deepest) throw new TypeError(`nested more than ${deepest} levels deep, or within itself`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeString(value, place)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return JSON.stringify(value)
    throw new TypeError(`${place}: JSON has no ${value}`)
  }
  if (Array.isArray(value)) {
    // Array.from visits holes too; they are then refused as undefined.
    return `[${Array.from(value, (item, at) => write(item, `${place}[${at}]`, depth + 1)).join(',')}]`
  }
  if (!isPlainObject(value)) throw new TypeError(`${place}: JSON has no ${kindOf(value)}`)
  const members = Object.keys(value)
    .sort()
    .map((name) => {
      const inner = `${place}.${name}`
      return `${writeString(name, inner)}:${write(value[name], inner, depth + 1)}`
    })
  return `{${members.join(',')}}`
}

// JSON.stringify writes a lone surrogate as an escape; RFC 8785 §3.2.2.2 requires an error.
function writeString(text: string, place: string): string {
  if (/\p{Cs}/u.test(text)) throw new TypeError(`${place}: half of a surrogate pair`)
  return JSON.stringify(text)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value
}
