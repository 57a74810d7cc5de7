import { isIP } from 'node:net'
import { commonReasons, UsageError } from '@suite/errors'
import { isReadableByOthers } from './address.ts'
import type { Answer } from './answer.ts'
import { type Attempted, attempt } from './attempt.ts'
import { createConnections } from './connections.ts'
import type { Failure } from './failure.ts'
import { type Environment, proxyFor } from './proxy.ts'

/** One request, as it is put on the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** IPv4 or IPv6 alone. */
  readonly family: 4 | 6 | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly limit: number
}

export type Outcome = { readonly answer: Answer } | { readonly failure: Pick<Failure, 'kind' | 'detail'> }

/**
 * Sends one request on a connection of its own, once, and follows no redirect.
 * @throws UsageError for plain http to another machine, and for a proxy or an authority that cannot be used
 */
export type Exchange = (request: WireRequest) => Promise<Outcome>

interface Way {
  readonly environment: Environment
  /** PEM text of authorities that are trusted in addition to Node's own. */
  readonly certificateAuthorities: string | undefined
}

/** Bytes that a body may have. Probed services answer with little, and an answer without an end is not an answer. */
export const mostBytes = 2 ** 20

/**
 * Returns a function that sends requests, each on its own connection.
 * @param signal ends every exchange, also one that has begun
 * @throws UsageError if a certificate authority or a proxy cannot be used
 */
export function createExchange(way: Way, signal: AbortSignal): Exchange {
  const connections = createConnections({ ...way, atOnce: Number.POSITIVE_INFINITY, connectLimit: undefined })
  return async ({ url, limit, ...sent }) => {
    if (isReadableByOthers(url))
      throw new UsageError(
        commonReasons['input-invalid'],
        `${url.origin} must be https (plain http only on loopback): nothing was sent`,
        'Write the address with https.',
      )
    const obstacle = obstacleTo(url, sent.family, way.environment)
    if (obstacle !== undefined) return { failure: { kind: 'no-route', detail: obstacle } }
    const receiving = { maxBytes: mostBytes, wholly: true, gzip: false }
    const route = await connections.to(url, true)
    return toOutcome(await attempt(route, { ...sent, receiving, limits: { total: limit }, signal }))
  }
}

function toOutcome(attempted: Attempted): Outcome {
  if ('failure' in attempted) {
    const { kind, detail } = attempted.failure
    return { failure: { kind, detail } }
  }
  const { body, received: _, ...rest } = attempted.answer
  return { answer: { ...rest, body: new TextDecoder().decode(body) } }
}

/** Why this machine cannot reach an address by the family that is asked for; undefined if it can try. */
function obstacleTo(url: URL, family: 4 | 6 | undefined, environment: Environment): string | undefined {
  if (family === undefined) return undefined
  if (proxyFor(url, environment)) return 'a proxy is in between, which chooses IPv4 or IPv6 itself'
  const version = isIP(url.hostname.replace(/^\[|\]$/g, ''))
  return version === 0 || version === family
    ? undefined
    : `an address of IPv${version} is not reached by IPv${family}`
}
