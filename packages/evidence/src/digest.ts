import { createHash } from 'node:crypto'
import { canonicalize, type Json } from './canonicalize.ts'

/**
 * Returns the digest of a value: `sha256:` and 64 hexadecimal digits, over its canonical bytes in UTF-8.
 *
 * @throws TypeError if `canonicalize` does
 */
export function digestOf(value: Json): string {
  return `sha256:${createHash('sha256').update(canonicalize(value)).digest('hex')}`
}
