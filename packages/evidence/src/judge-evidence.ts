import { readTime } from '@suite/contract/grammar'
import { visible } from '@suite/report'
import { canonicalize, type Json } from './canonicalize.ts'
import type { Evidence } from './evidence.ts'

/** What evidence must show to be accepted. An omitted member requires nothing. */
export interface EvidencePolicy {
  readonly kind?: string
  readonly verdict?: Evidence['verdict']
  /** Names that must have passed every time they occur: for `cf-probes`, names of probes. */
  readonly requires?: readonly string[]
  /** The maximum age of the finding, in milliseconds. */
  readonly maxAgeMs?: number
  /** Members that the subject must have, with these values. */
  readonly subject?: { readonly [name: string]: Json }
}

/**
 * How far ahead the time of evidence may be, because clocks differ. A time further ahead comes from a clock that
 * cannot be trusted.
 */
const allowedAheadMs = 5 * 60_000

/**
 * Returns why the evidence does not satisfy the policy, in plain sentences; an empty list means that it does.
 *
 * @param nowMs milliseconds since the epoch
 */
export function judgeEvidence(evidence: Evidence, policy: EvidencePolicy, nowMs: number): readonly string[] {
  return [
    ...judgeWord('kind', evidence.kind, policy.kind),
    ...judgeWord('verdict', evidence.verdict, policy.verdict),
    ...judgeSubject(evidence.subject, policy.subject ?? {}),
    ...(policy.requires ?? []).flatMap((name) => judgeRequired(evidence.observed, name)),
    ...judgeAge(evidence.circumstances.finishedAt, policy.maxAgeMs, nowMs),
  ]
}

function judgeWord(what: string, found: string, wanted: string | undefined): string[] {
  return wanted === undefined || found === wanted
    ? []
    : [`The ${what} is ${shown(found)}, not ${shown(wanted)}.`]
}

function judgeSubject(subject: Evidence['subject'], wanted: Evidence['subject']): string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const found = Object.hasOwn(subject, name) ? subject[name] : undefined
    if (found === undefined)
      return [`The subject does not say its ${shown(name)}, which must be ${shown(value)}.`]
    if (isSame(found, value)) return []
    return [`The subject's ${shown(name)} is ${shown(found)}, not ${shown(value)}.`]
  })
}

/**
 * Returns whether two values are equal. An address with a trailing slash equals the one without, because evidence
 * always has the slash after a host.
 */
function isSame(found: Json, wanted: Json): boolean {
  return canonicalize(plain(found)) === canonicalize(plain(wanted))
}

function plain(value: Json): Json {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return value
  const { href } = new URL(value)
  return href.endsWith('/') ? href.slice(0, -1) : href
}

function judgeRequired(observed: Json, name: string): string[] {
  const states = statesOf(observed, name)
  if (states.length === 0) return [`The probe ${shown(name)} was not run.`]
  const other = states.find((state) => state !== 'pass')
  return other === undefined ? [] : [`The probe ${shown(name)} did not pass: its state is ${shown(other)}.`]
}

function statesOf(observed: Json, name: string): readonly Json[] {
  const probes = memberOf(observed, 'probes')
  if (!Array.isArray(probes)) return []
  return (probes as readonly Json[])
    .filter((probe) => memberOf(probe, 'name') === name)
    .map((probe) => memberOf(probe, 'state') ?? null)
}

function memberOf(value: Json, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as { readonly [name: string]: Json })[name]
}

function judgeAge(finishedAt: string, maxAgeMs: number | undefined, nowMs: number): string[] {
  const age = nowMs - (readTime(finishedAt) ?? Number.NaN)
  // This states what must be true, so that an invalid time fails.
  if (!(age >= -allowedAheadMs))
    return [`The finding is from ${shown(finishedAt)}, which is not in the past.`]
  if (maxAgeMs === undefined || age <= maxAgeMs) return []
  return [`The finding is ${inWords(age)} old (${visible(finishedAt, 40)}); it may be ${inWords(maxAgeMs)}.`]
}

function inWords(ms: number): string {
  const [size, unit] = (
    [
      [86_400_000, 'day'],
      [3_600_000, 'hour'],
      [60_000, 'minute'],
    ] as const
  ).find(([least]) => ms >= 2 * least) ?? [1000, 'second']
  const count = Math.floor(ms / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const shown = (value: Json) => visible(canonicalize(value), 80)
