import type { Answer } from '@suite/wire'
import { type Check, check } from '../../check.ts'
import { isRecord, type JsonRecord, readJsonOf } from '../../json.ts'
import type { AskingProbe, Judgement, Named } from '../../probe.ts'
import { faultsOf, leakedBy, skippedBecause } from './public-key.ts'

/** How many characters of the body the proof shows, as the playbook asks. */
const headLength = 120

export interface JwksTerms {
  readonly path: string
}

/** Proves that tokens can be verified against a key set, and that it holds no private key. */
export function jwksProbe(named: Named, terms: JwksTerms): AskingProbe<JwksTerms> {
  return { ...named, kind: 'jwks', terms, writes: false, shownHeaders: [], attempt }
}

const attempt: AskingProbe<JwksTerms>['attempt'] = async (ask, { path }, { redact }) =>
  judgeJwks(await ask('key set', { method: 'GET', path }), redact)

/**
 * Judges the answer that should be a key set, as a verifier reads it:
 * https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export function judgeJwks(answer: Answer, redact = (text: string) => text): Judgement {
  const { checks, leaks } = readJwks(answer)
  const title = `first ${headLength} characters of the body`
  // A private member must not be published again by the proof.
  return {
    checks,
    shows: {
      [title]: leaks ? 'not shown: it holds private members' : redact(answer.body).slice(0, headLength),
    },
  }
}

/**
 * Returns the keys of a set that a verifier uses, and the checks of the whole set. A verifier skips a key that is not
 * for signatures, has an unknown type or curve, or has no `kid`. Such a key next to a usable one is not a fault.
 */
export function readJwks(answer: Answer): {
  readonly checks: Check[]
  readonly keys: readonly JsonRecord[]
  readonly leaks: boolean
} {
  const { checks, value } = readJsonOf(answer, 'the key set')
  const listed = isRecord(value) && Array.isArray(value.keys) ? (value.keys as unknown[]) : []
  const records = listed.filter(isRecord)
  const keys = records.filter((key) => skippedBecause(key) === undefined)
  const ids = keys.map(({ kid }) => kid)
  const skipped = records.map(skippedBecause).filter((because) => because !== undefined)
  const status = check('the status of the key set is 200', answer.status === 200, String(answer.status))
  const leaks = recordsIn(value).some((each) => Object.hasOwn(each, 'kty') && leakedBy(each).length > 0)
  return {
    keys,
    leaks,
    checks: [
      status,
      ...checks,
      check(
        '`keys` is a list of keys that is not empty',
        records.length > 0 && records.length === listed.length,
      ),
      check(
        'it has a key to verify with',
        keys.length > 0,
        keys.length > 0 ? undefined : [...new Set(skipped)].join('; '),
      ),
      check('no two keys to verify with have one `kid`', new Set(ids).size === ids.length),
      ...records.flatMap((key, index) => (skippedBecause(key) === undefined ? [checkKey(key, index)] : [])),
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

/** Returns every object in a value, at any depth. */
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
