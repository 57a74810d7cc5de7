import { findTime } from '@suite/contract/grammar'
import { UsageError } from '@suite/errors'
import { judgeEvidence, readEvidence } from '@suite/evidence'
import type { BoundedRegExp } from '@suite/matchers'
import { parseJson, valueAt } from '@suite/rest/json'
import type { ContentRule, EvidenceRule } from './policy.ts'
import { decodeProof, maxProofBytes } from './proof-text.ts'
import type { Demands } from './requirements.ts'

/** A clock may be ahead by this much, in milliseconds. */
const clockSkew = 5 * 60_000

/** Returns whether a requirement needs the content of its proofs. */
export function looksInside({ contains, maxAge }: Demands): boolean {
  return contains.length > 0 || maxAge !== undefined
}

/** Returns why the content of a proof is not accepted; `undefined` if it is. */
export function faultOfContent(bytes: Uint8Array, demands: Demands, now: Date): string | undefined {
  if (bytes.length > maxProofBytes)
    return `is larger than ${maxProofBytes / 1024} KiB, which is not looked into`
  const text = decodeProof(bytes)
  if (text === undefined) return 'is not text (UTF-8, or UTF-16 with a byte-order mark)'
  const document = parseJson(text)
  return (
    demands.contains
      .map((rule) => faultOfRule(rule, text, document, now))
      .find((fault) => fault !== undefined) ?? faultOfAge(text, document, demands, now)
  )
}

function faultOfRule(rule: ContentRule, text: string, document: unknown, now: Date): string | undefined {
  if ('evidence' in rule) return faultOfEvidence(rule.evidence, text, now)
  if ('text' in rule)
    return text.includes(rule.text) ? undefined : `does not hold the text ${JSON.stringify(rule.text)}`
  if ('pattern' in rule) return faultOfPattern(rule.pattern, text)
  if (document === undefined) return `is not JSON, but ${rule.json} is required`
  const value = valueAt(document, rule.json)
  if (rule.equals === undefined)
    return value === undefined || value === null ? `has nothing at ${rule.json}` : undefined
  return value === rule.equals ? undefined : `has not ${JSON.stringify(rule.equals)} at ${rule.json}`
}

/**
 * Returns why evidence is not accepted. Edited evidence no longer matches its digest, and does not count as
 * evidence.
 */
function faultOfEvidence(rule: EvidenceRule, text: string, now: Date): string | undefined {
  try {
    const sentences = judgeEvidence(readEvidence(text, 'evidence'), rule, now.getTime())
    return sentences.length === 0
      ? undefined
      : `does not show what the policy requires. ${sentences.join(' ')}`
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return `is not evidence as an action of this suite wrote it: ${error.problems.map(({ what }) => what).join('; ')}`
  }
}

function faultOfPattern(pattern: BoundedRegExp, text: string): string | undefined {
  try {
    return pattern.test(text) ? undefined : `does not match the pattern ${JSON.stringify(pattern.source)}`
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `is too long for the pattern ${JSON.stringify(pattern.source)}: ${error.message}`
  }
}

function faultOfAge(
  text: string,
  document: unknown,
  { maxAge, dated }: Demands,
  now: Date,
): string | undefined {
  if (maxAge === undefined) return undefined
  const stated = dated === undefined ? text : valueAt(document, dated)
  const time = typeof stated === 'string' ? findTime(stated) : undefined
  if (time === undefined)
    return `states no time${dated === undefined ? '' : ` at ${dated}`}, and may be ${describeAge(maxAge)} old`
  const age = now.getTime() - time
  if (age < -clockSkew) return `states a time that is still to come (${new Date(time).toISOString()})`
  return age > maxAge ? `is of ${new Date(time).toISOString()}, older than ${describeAge(maxAge)}` : undefined
}

/** Returns `7 days` or `1.5 hours`. */
export function describeAge(milliseconds: number): string {
  const hours = milliseconds / 3_600_000
  return hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours * 10) / 10} hours`
}
