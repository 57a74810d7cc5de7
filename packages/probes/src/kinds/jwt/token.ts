import { createHash } from 'node:crypto'
import { parseJson, repeatedMember } from '@suite/rest/json'
import { isRecord, type JsonRecord } from '../../json.ts'
import { textOf } from '../jwks/base64url.ts'

/** A JSON Web Token in compact form, parsed and not verified. */
export interface Token {
  readonly text: string
  readonly header: JsonRecord
  readonly claims: JsonRecord
  /** `sha256:` and 12 hexadecimal digits, for its signature. */
  readonly fingerprint: string
}

/**
 * Returns the parts of a token; undefined unless it has three segments and the first two are JSON objects:
 * https://www.rfc-editor.org/rfc/rfc7519#section-7.2
 */
export function readToken(text: string): Token | undefined {
  const segments = text.split('.')
  const [first = '', second = '', signature = ''] = segments
  const header = readSegment(first)
  const claims = readSegment(second)
  const whole = segments.length === 3 && textIsBase64url(signature)
  return whole && isRecord(header) && isRecord(claims)
    ? { text, header, claims, fingerprint: fingerprintOf(signature) }
    : undefined
}

/**
 * Returns the JSON value of a segment; undefined also if a member is repeated, which must be rejected:
 * https://www.rfc-editor.org/rfc/rfc7519#section-4
 */
function readSegment(segment: string): unknown {
  const text = textOf(segment) ?? ''
  const value = parseJson(text)
  return value !== undefined && repeatedMember(text) === undefined ? value : undefined
}

function fingerprintOf(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`
}

function textIsBase64url(text: string): boolean {
  return /^[\w-]+$/.test(text)
}
