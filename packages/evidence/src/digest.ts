import { createHash } from 'node:crypto'
import { canonicalize, type Json } from './canonicalize.ts'

/**
 * `sha256:` and 64 hexadecimal digits, over the canonical bytes in UTF-8.
 *
 * @throws TypeError as canonicalize does
 */
export function digestOf(value: Json): string {
  return `sha256:${createHash('sha256').update(canonicalize(value)).digest('hex')}`
}
