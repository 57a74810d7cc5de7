import type { Json } from '@suite/evidence'
import type { Answer } from '@suite/wire'
import type { Check } from './check.ts'
import type { Exchanged } from './exchanged.ts'
import { describeBody, describeHeaders } from './redaction.ts'
import type { ProbeResult } from './run-probes.ts'
import { wellFormed } from './well-formed.ts'

/** Returns what the probes found, without any time, latency, count or id, so that equal behaviour has one digest. */
export function observedOfProbes(results: readonly ProbeResult[]): Json {
  return keepable(results.map(observedOf))
}

/**
 * Returns, by the name of each probe, what may differ between runs of equal behaviour: attempts, times, requests and
 * answers. Bodies are redacted before they are truncated, so that no part of a secret is left.
 */
export function circumstancesOfProbes(
  results: readonly ProbeResult[],
  redact: (text: string) => string,
): Json {
  return keepable(Object.fromEntries(results.map((result) => [result.name, circumstancesOf(result, redact)])))
}

/** Repairs every text of a value. A truncated text may end with half a surrogate pair, which evidence cannot hold. */
function keepable(value: Json): Json {
  if (typeof value === 'string') return wellFormed(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(keepable)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [wellFormed(name), keepable(each)]))
}

function observedOf({ name, kind, state, because, version, checks }: ProbeResult): Json {
  return { name, kind, state, because, version, checks: checks.map(checkOf) }
}

function checkOf({ expects, holds, found }: Check): Json {
  return found === undefined ? { expects, holds } : { expects, holds, found }
}

function circumstancesOf(result: ProbeResult, redact: (text: string) => string): Json {
  const { attempts, passes, latencies, retried, convergedAfter, exchanges, shows, shownHeaders } = result
  return {
    attempts,
    passes,
    latencies: latencies.map(round),
    retried: { ...retried },
    ...(convergedAfter !== undefined && { convergedAfter: round(convergedAfter) }),
    exchanges: exchanges.map((each) => exchangeOf(each, shownHeaders, redact)),
    shows,
  }
}

function exchangeOf(
  { name, at, method, url, headers, body, outcome, version }: Exchanged,
  also: readonly string[],
  redact: (text: string) => string,
): Json {
  return {
    name,
    at: at.toISOString(),
    sent: {
      line: `${method} ${url}`,
      headers: describeHeaders(Object.entries(headers), also),
      body: describeBody(redact(body ?? '')),
    },
    came: 'answer' in outcome ? answerOf(outcome.answer, also, redact) : { failure: { ...outcome.failure } },
    version: version.kind === 'wrong' ? `wrong, ${version.echoed}` : version.kind,
  }
}

function answerOf(
  { status, headers, body, timings, tlsDaysLeft }: Answer,
  also: readonly string[],
  redact: (text: string) => string,
): Json {
  return {
    status,
    headers: describeHeaders(headers, also),
    body: describeBody(redact(body)),
    timings: Object.fromEntries(Object.entries(timings).map(([name, time]) => [name, round(time)])),
    ...(tlsDaysLeft !== undefined && { tlsDaysLeft }),
  }
}

/** Rounds milliseconds to a tenth. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}
