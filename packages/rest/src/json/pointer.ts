/**
 * Returns the value that a JSON Pointer leads to; undefined if nothing is there.
 * https://www.rfc-editor.org/rfc/rfc6901
 */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = /^(0|[1-9]\d{0,8})$/.test(name) ? at[Number(name)] : undefined
    else if (typeof at === 'object' && at !== null && Object.hasOwn(at, name))
      at = (at as Readonly<Record<string, unknown>>)[name]
    else return undefined
  }
  return at
}
