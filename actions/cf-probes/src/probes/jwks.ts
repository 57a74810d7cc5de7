import type { Answer } from '../exchange/answer.ts'
import { bitLengthOf } from './base64url.ts'
import { type Check, check } from './check.ts'
import { isRecord, type JsonRecord, readJsonOf } from './json.ts'
import type { Judgement, Probe } from './probe.ts'

/** Members that only the owner of a key may know: https://www.rfc-editor.org/rfc/rfc7518#section-6 */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const

const curves: Readonly<Record<string, readonly string[]>> = {
  EC: ['P-256', 'P-384', 'P-521'],
  OKP: ['Ed25519', 'Ed448'],
}

/** https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
const leastRsaBits = 2048

/** The playbook's proof: so many characters of the body. */
const headLength = 120

/** Proves that a key set can be verified against, and gives nothing away. */
export function jwksProbe(
  name: string,
  { path }: { readonly path: string },
): Pick<Probe, 'name' | 'kind' | 'attempt'> {
  return {
    name,
    kind: 'jwks',
    attempt: async (ask) => judgeJwks(await ask('key set', { method: 'GET', path })),
  }
}

/** Pure. A key set: https://www.rfc-editor.org/rfc/rfc7517#section-5 */
export function judgeJwks(answer: Answer): Judgement {
  const { checks, leaks } = readJwks(answer)
  const title = `first ${headLength} characters of the body`
  // Where a private member was published, the proof must not publish it again.
  return {
    checks,
    shows: { [title]: leaks ? 'not shown: it holds private members' : answer.body.slice(0, headLength) },
  }
}

/** The keys of a set, and everything that is expected of it. */
export function readJwks(answer: Answer): {
  readonly checks: Check[]
  readonly keys: readonly JsonRecord[]
  readonly leaks: boolean
} {
  const { checks, value } = readJsonOf(answer, 'the key set')
  const listed = isRecord(value) && Array.isArray(value.keys) ? (value.keys as unknown[]) : []
  const keys = listed.filter(isRecord)
  const ids = keys.map(({ kid }) => kid)
  const unique = ids.every((id) => typeof id === 'string' && id !== '') && new Set(ids).size === ids.length
  const status = check('the status of the key set is 200', answer.status === 200, String(answer.status))
  const leaks = recordsIn(value).some((each) => Object.hasOwn(each, 'kty') && leakedBy(each).length > 0)
  return {
    keys,
    leaks,
    checks: [
      status,
      ...checks,
      check('`keys` is a list of keys that is not empty', keys.length > 0 && keys.length === listed.length),
      check('each key has a `kid` of its own', unique),
      ...keys.map((key, index) => checkKey(key, index)),
      check('no private key stands anywhere in it', !leaks),
    ],
  }
}

function checkKey(key: JsonRecord, index: number): Check {
  const faults = faultsOf(key)
  return check(
    `key ${index + 1} is a public key to verify with`,
    faults.length === 0,
    faults.join('; ') || undefined,
  )
}

function leakedBy(key: JsonRecord): string[] {
  return privateMembers.filter((member) => Object.hasOwn(key, member))
}

/** Every object in a value, however deep. */
function recordsIn(value: unknown): JsonRecord[] {
  const found: JsonRecord[] = []
  const open = [value]
  while (open.length > 0) {
    const each = open.pop()
    if (isRecord(each)) found.push(each)
    if (typeof each === 'object' && each !== null) for (const inner of Object.values(each)) open.push(inner)
  }
  return found
}

function faultsOf(key: JsonRecord): string[] {
  const leaked = leakedBy(key)
  return [
    ...(leaked.length > 0 ? [`holds the private ${leaked.join(', ')}`] : []),
    ...(key.use === 'enc' ? ['is for encryption'] : []),
    ...strengthFaults(key),
  ]
}

function strengthFaults({ kty, n, e, crv, x, y }: JsonRecord): string[] {
  if (kty === 'RSA') {
    const bits = bitLength(n)
    return [
      ...(bits >= leastRsaBits ? [] : [`has ${bits} bits, ${leastRsaBits} are the least`]),
      ...(bitLength(e) >= 2 ? [] : ['has no usable exponent']),
    ]
  }
  const known = typeof kty === 'string' ? curves[kty] : undefined
  if (known === undefined)
    return [kty === 'oct' ? 'is a symmetric key' : 'is of a type that verifies nothing']
  return [
    ...(known.includes(String(crv)) ? [] : ['is on a curve that is not for signatures']),
    ...(bitLength(x) > 0 && (kty !== 'EC' || bitLength(y) > 0) ? [] : ['lacks a coordinate']),
  ]
}

function bitLength(text: unknown): number {
  return typeof text === 'string' ? bitLengthOf(text) : 0
}
