import { type Check, check } from '../../check.ts'
import { type Demand, meet } from '../../demand.ts'
import { type JsonRecord, typeOf } from '../../json.ts'

/** What is expected of a token. Durations are in seconds. */
export interface TokenTerms {
  /** JSON Pointer to the token in the answer. */
  readonly token: string
  readonly algorithms: readonly string[]
  readonly issuer: string
  readonly audience: string | undefined
  readonly longestLifetime: number | undefined
  readonly claims: Readonly<Record<string, Demand>>
  /** Headers of the answer, each with the claim whose value it must repeat. */
  readonly headerClaims: Readonly<Record<string, string>>
}

/** How much clocks may differ, in seconds. */
const skew = 60

/**
 * Checks the claims of a token against the terms.
 * @param now in seconds
 */
export function checkClaims(claims: JsonRecord, terms: TokenTerms, now: number): Check[] {
  const { iss, aud, exp, nbf, iat } = claims
  const begun = (time: unknown) => time === undefined || (isTime(time) && time <= now + skew)
  const audiences = Array.isArray(aud) ? aud : [aud]
  const { audience, longestLifetime: longest } = terms
  const from = iat ?? nbf
  return [
    check(`iss is ${JSON.stringify(terms.issuer)}`, iss === terms.issuer, JSON.stringify(iss) ?? 'nothing'),
    ...(audience === undefined
      ? []
      : [check(`aud holds ${JSON.stringify(audience)}`, audiences.includes(audience))]),
    check('exp is in the future', isTime(exp) && exp > now, describeTime(exp)),
    check(`nbf and iat are not in the future (${skew} s of skew)`, begun(nbf) && begun(iat)),
    ...(longest === undefined
      ? []
      : [check(`it lives at most ${longest} s`, isTime(exp) && isTime(from) && exp - from <= longest)]),
    ...Object.entries(terms.claims).map(([name, demand]) => meet(`the claim ${name}`, demand, claims[name])),
  ]
}

/** The year 5138 in seconds. A greater number is a time in milliseconds, written by mistake, and would never expire. */
const mostSeconds = 100_000_000_000

/** A NumericDate, in seconds: https://www.rfc-editor.org/rfc/rfc7519#section-2 */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < mostSeconds
}

/** Returns why a value is not a time; undefined if it is one. */
function describeTime(value: unknown): string | undefined {
  if (isTime(value)) return undefined
  return typeof value === 'number' ? 'a time in milliseconds, or in the year 5138' : typeOf(value)
}
