import { createHash } from 'node:crypto'
import { textOf } from './base64url.ts'
import { isRecord, type JsonRecord, parseJson } from './json.ts'

/** A JSON Web Token in compact form, taken apart but not verified. */
export interface Token {
  readonly text: string
  readonly header: JsonRecord
  readonly claims: JsonRecord
  /** `sha256:` and 12 hexadecimal digits, for its signature. */
  readonly fingerprint: string
}

/** Reads exactly three segments, of which the first two are JSON objects: https://www.rfc-editor.org/rfc/rfc7519#section-7.2 */
export function readToken(text: string): Token | undefined {
  const segments = text.split('.')
  const [first = '', second = '', signature = ''] = segments
  const header = parseJson(textOf(first) ?? '')
  const claims = parseJson(textOf(second) ?? '')
  const whole = segments.length === 3 && textIsBase64url(signature)
  return whole && isRecord(header) && isRecord(claims)
    ? { text, header, claims, fingerprint: fingerprintOf(signature) }
    : undefined
}

function fingerprintOf(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`
}

function textIsBase64url(text: string): boolean {
  return /^[\w-]+$/.test(text)
}
