import * as z from 'zod/mini'

/** What a bundle says, as far as this action reads it. No signature is verified. */
export interface Statement {
  readonly predicateType: string
  readonly subjects: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[]
  readonly predicate: Readonly<Record<string, unknown>>
}

const bundleShape = z.object({
  dsseEnvelope: z.object({
    payloadType: z.literal('application/vnd.in-toto+json'),
    payload: z.string(),
    signatures: z.array(z.unknown()).check(z.minLength(1)),
  }),
})

const statementShape = z.object({
  _type: z.string().check(z.startsWith('https://in-toto.io/Statement/')),
  predicateType: z.string().check(z.minLength(1)),
  subject: z
    .array(z.object({ name: z._default(z.string(), ''), digest: z.record(z.string(), z.string()) }))
    .check(z.minLength(1)),
  predicate: z._default(z.record(z.string(), z.unknown()), {}),
})

/**
 * Returns the statement in a Sigstore bundle. Returns undefined if it is no such bundle.
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function readStatement(bundle: unknown): Statement | undefined {
  const read = z.safeParse(bundleShape, bundle)
  if (!read.success) return undefined
  const payload = decode(read.data.dsseEnvelope.payload)
  const statement = payload === undefined ? undefined : z.safeParse(statementShape, payload)
  if (!statement?.success) return undefined
  const { predicateType, subject, predicate } = statement.data
  return { predicateType, subjects: subject, predicate }
}

function decode(payload: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
