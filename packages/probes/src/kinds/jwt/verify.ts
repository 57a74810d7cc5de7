import type { JWK } from 'jose'
import type { JsonRecord } from '../../json.ts'
import type { Token } from './token.ts'

/** Returns whether the signature of a token is by a key, with one of the allowed algorithms. */
export type Verify = (token: Token, key: JsonRecord, allowed: readonly string[]) => Promise<boolean>

/** Verifies with `jose`, which is loaded only when there is a token to verify, because it is 70 kB. */
export const verifySignature: Verify = async ({ text, header }, key, allowed) => {
  const { compactVerify, errors, importJWK } = await import('jose')
  try {
    const imported = await importJWK(key as JWK, String(header.alg))
    await compactVerify(text, imported, { algorithms: [...allowed] })
    return true
  } catch (error) {
    // A key that cannot be imported is a TypeError of the library or an error of WebCrypto. It verifies nothing.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return false
    throw error
  }
}
