import type { JsonRecord } from '../../json.ts'
import { algorithms } from './algorithms.ts'
import { bitLengthOf } from './base64url.ts'

/** Members that must stay private: https://www.rfc-editor.org/rfc/rfc7518#section-6 */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const

/** Curves that can be verified with, by type of key. */
const curves: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['EC', ['P-256', 'P-384', 'P-521']],
  ['OKP', ['Ed25519', 'Ed448']],
])

/** Members that a key must have, by type of key. */
const needed: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['x', 'y']],
  ['OKP', ['x']],
])

/** The algorithms of a curve, or of a type of key that has no curve. */
const algorithmsOf: ReadonlyMap<unknown, RegExp> = new Map([
  ['RSA', /^[RP]S\d{3}$/],
  ['P-256', /^ES256$/],
  ['P-384', /^ES384$/],
  ['P-521', /^ES512$/],
  ['Ed25519', /^Ed(DSA|25519)$/],
  ['Ed448', /^EdDSA$/],
])

/** The fewest bits of an RSA key: https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
const leastRsaBits = 2048

/** Returns why a verifier skips a key; undefined if it uses it: https://www.rfc-editor.org/rfc/rfc7517#section-5 */
export function skippedBecause(key: JsonRecord): string | undefined {
  const { kty, crv, use, key_ops, alg, kid } = key
  if (use !== undefined && use !== 'sig')
    return `a key is for ${use === 'enc' ? 'encryption' : 'another use'}`
  if (Array.isArray(key_ops) && !key_ops.includes('verify')) return 'a key is not for verifying'
  if (alg !== undefined && !algorithms.some((each) => each === alg))
    return 'a key is for an algorithm that does not sign'
  if (kty !== 'RSA' && !curves.has(kty)) return 'a key is of a type that verifies nothing'
  if (kty !== 'RSA' && !curves.get(kty)?.includes(String(crv)))
    return 'a key is on a curve that is not for signatures'
  if (alg !== undefined && !algorithmsOf.get(kty === 'RSA' ? kty : crv)?.test(String(alg)))
    return 'a key is for an algorithm of another type of key'
  const lacking = needed.get(kty)?.find((member) => typeof key[member] !== 'string' || key[member] === '')
  if (lacking !== undefined) return `a key has no \`${lacking}\``
  return typeof kid === 'string' && kid !== '' ? undefined : 'a key has no `kid`'
}

/** Returns the private members that a key contains. */
export function leakedBy(key: JsonRecord): string[] {
  return privateMembers.filter((member) => Object.hasOwn(key, member))
}

/** Returns what is wrong with a key that a verifier uses. */
export function faultsOf(key: JsonRecord): string[] {
  const leaked = leakedBy(key)
  return [...(leaked.length > 0 ? [`holds the private ${leaked.join(', ')}`] : []), ...strengthFaults(key)]
}

function strengthFaults({ kty, n, e, x, y }: JsonRecord): string[] {
  if (kty === 'RSA') {
    const bits = bitLength(n)
    return [
      ...(bits >= leastRsaBits ? [] : [`has ${bits} bits, ${leastRsaBits} are the least`]),
      ...(bitLength(e) >= 2 ? [] : ['has no usable exponent']),
    ]
  }
  return bitLength(x) > 0 && (kty !== 'EC' || bitLength(y) > 0) ? [] : ['lacks a coordinate']
}

function bitLength(text: unknown): number {
  return typeof text === 'string' ? bitLengthOf(text) : 0
}
