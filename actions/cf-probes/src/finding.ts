import type { Finding, Json } from '@suite/evidence'
import type { Tool } from '@suite/runner'
import type { Answer } from '@suite/wire'
import type { ProbeResult } from './conduct.ts'
import type { Decision } from './decide.ts'
import type { Exchanged } from './exchanged.ts'
import type { Check } from './probes/check.ts'
import { tellBody, tellHeaders } from './redaction.ts'
import { wellFormed } from './well-formed.ts'

/** The kind of our findings, by which a policy knows them. */
const kind = 'cf-probes'

export interface Circumstances {
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The commit and the address of the run, where there are any. */
  readonly commit: string
  readonly run: string
}

/**
 * What a run found, with everything that the transcripts tell. `observed` has no time, latency, count or id in it, so
 * that equal behaviour has one digest.
 */
export function findingOf(
  results: readonly ProbeResult[],
  { verdict, reason }: Decision,
  subject: Readonly<Record<string, string | number>>,
  { startedAt, finishedAt, commit, run }: Circumstances,
  tool: Tool,
): Finding {
  return {
    kind,
    verdict,
    reason,
    subject,
    observed: keepable({ probes: results.map(observedOf) }),
    circumstances: {
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      commit,
      run,
      probes: keepable(Object.fromEntries(results.map((result) => [result.name, circumstancesOf(result)]))),
    },
    tool: { ...tool },
  }
}

/** What was cut may end with half a surrogate pair, which evidence cannot hold. */
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

function circumstancesOf(result: ProbeResult): Json {
  const { attempts, passes, latencies, retried, convergedAfter, exchanges, shows, shownHeaders } = result
  return {
    attempts,
    passes,
    latencies: latencies.map(round),
    retried: { ...retried },
    ...(convergedAfter !== undefined && { convergedAfter: round(convergedAfter) }),
    exchanges: exchanges.map((each) => exchangeOf(each, shownHeaders)),
    shows,
  }
}

function exchangeOf(
  { name, at, method, url, headers, body, outcome, version }: Exchanged,
  also: readonly string[],
): Json {
  return {
    name,
    at: at.toISOString(),
    sent: {
      line: `${method} ${url}`,
      headers: tellHeaders(Object.entries(headers), also),
      body: tellBody(body ?? ''),
    },
    came: 'answer' in outcome ? answerOf(outcome.answer, also) : { failure: { ...outcome.failure } },
    version: version.kind === 'wrong' ? `wrong, ${version.echoed}` : version.kind,
  }
}

function answerOf({ status, headers, body, timings, tlsDaysLeft }: Answer, also: readonly string[]): Json {
  return {
    status,
    headers: tellHeaders(headers, also),
    body: tellBody(body),
    timings: Object.fromEntries(Object.entries(timings).map(([name, time]) => [name, round(time)])),
    ...(tlsDaysLeft !== undefined && { tlsDaysLeft }),
  }
}

/** Milliseconds to a tenth. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}
