import type { Exchange } from '@suite/wire'
import type { Exchanged } from './exchanged.ts'
import type { Gate } from './gate.ts'
import { type Ask, NoAnswer, type Probe } from './probe.ts'
import { type VersionTerms, versionHeaders, versionOf } from './version.ts'

export interface AskTerms {
  readonly baseUrl: URL
  readonly version: VersionTerms
  readonly userAgent: string
  readonly exchange: Exchange
  /** Limits how many requests are under way at once. */
  readonly gate: Gate
  readonly now: () => Date
}

/**
 * Returns the function by which one attempt of a probe sends its requests.
 * @param limit milliseconds that one request may take
 * @param record receives each request as soon as it has ended
 * @throws NoAnswer from the function, if a request has no answer
 */
export function createAsk(
  { baseUrl, version, userAgent, exchange, gate, now }: AskTerms,
  { family }: Pick<Probe, 'family'>,
  limit: () => number,
  record: (exchanged: Exchanged) => void,
): Ask {
  let asked = 0
  return (name, { method, path, headers: own = {}, body }) => {
    const order = asked++
    return gate(async () => {
      const url = addressOf(baseUrl, path)
      const headers = {
        'user-agent': userAgent,
        accept: '*/*',
        'accept-encoding': 'identity',
        'cache-control': 'no-cache',
        ...lowerNames(own),
        ...versionHeaders(version),
      }
      const at = now()
      const outcome = await exchange({ method, url, headers, body, family, limit: limit() })
      const seen = 'answer' in outcome ? versionOf(outcome.answer, version) : ({ kind: 'unproven' } as const)
      record({ order, name, at, method, url: url.href, headers, body, outcome, version: seen })
      if ('answer' in outcome) return outcome.answer
      throw new NoAnswer(`${name}: ${outcome.failure.kind}`)
    })
  }
}

/** Returns the address of a path below `base-url`, which may have a path itself. */
function addressOf(base: URL, path: string): URL {
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`)
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
