import type { JWK } from 'jose'
import type { Verify } from './probe.ts'

/** By `jose`, which is loaded when the first token has come: 70 kB that only those who probe tokens should pay for. */
export const verifySignature: Verify = async ({ text, header }, key, allowed) => {
  const { compactVerify, errors, importJWK } = await import('jose')
  try {
    const imported = await importJWK(key as JWK, String(header.alg))
    await compactVerify(text, imported, { algorithms: [...allowed] })
    return true
  } catch (error) {
    // A key that cannot be imported is a type error of the library or of WebCrypto; all of them are a "no".
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return false
    throw error
  }
}
