import type { Answer } from '@suite/wire'
import type { Check } from './check.ts'

/** A request to the Worker. */
export interface ProbeRequest {
  readonly method: string
  /** Below `base-url`; begins with a slash, and may hold a query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Sends a request under a name, on a new connection.
 * @throws NoAnswer where none came
 */
export type Ask = (name: string, request: ProbeRequest) => Promise<Answer>

/** What one attempt of a probe found. */
export interface Judgement {
  readonly checks: readonly Check[]
  /** Excerpts that a reviewer should see, by their title; they may differ from run to run. */
  readonly shows?: Readonly<Record<string, string>>
}

export type ProbeKind = 'jwks' | 'jwt' | 'cors' | 'kv' | 'health' | 'metrics' | 'http'

/** Something to be proven of a Worker, by one or more requests. */
export interface Probe {
  readonly name: string
  readonly kind: Exclude<ProbeKind, 'kv'>
  /** IPv4 or IPv6 alone. */
  readonly family?: 4 | 6 | undefined
  /** Names in lower case of headers that the proof shows beside the usual ones. */
  readonly shownHeaders?: readonly string[] | undefined
  /** One attempt: asks, and judges what came. */
  attempt(ask: Ask): Promise<Judgement>
}

/** No answer came to a request of an attempt; what failed is kept beside the request. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Waits for all of what was asked at once, also where one of them fails: nothing is left under way. */
export async function together<const Asked extends readonly unknown[]>(
  asked: Asked,
): Promise<{ -readonly [Index in keyof Asked]: Awaited<Asked[Index]> }> {
  await Promise.allSettled(asked)
  return Promise.all(asked)
}
