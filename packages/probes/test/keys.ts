import { createSign, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto'

/** A key that a test signs with. */
export interface SigningKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: KeyObject
  /** As it is published. */
  readonly jwk: JsonWebKey & { readonly kid: string; readonly alg: string; readonly use: string }
}

export function rsaKey(kid = 'rsa-1', modulusLength = 2048): SigningKey {
  return published(kid, 'RS256', generateKeyPairSync('rsa', { modulusLength }))
}

export function ecKey(kid = 'ec-1'): SigningKey {
  return published(kid, 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }))
}

function published(
  kid: string,
  alg: string,
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
): SigningKey {
  return { kid, alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } }
}

/** Returns a signed token. `header` overrides what the key says. */
export function makeToken(
  { kid, alg, privateKey }: SigningKey,
  claims: object,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const head = { alg, kid, typ: 'JWT', ...header }
  const input = [head, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature =
    alg === 'RS256'
      ? createSign('sha256').update(input).sign(privateKey)
      : sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}
