import type { Answer } from '@suite/wire'
import type { Check } from './check.ts'
import type { Clock, Converged } from './converge.ts'

/** A request to the Worker. */
export interface ProbeRequest {
  readonly method: string
  /** Below `base-url`; begins with a slash, and may hold a query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Sends a request on a new connection. The name says what the request is for: "preflight".
 * @throws NoAnswer if there is no answer
 */
export type Ask = (name: string, request: ProbeRequest) => Promise<Answer>

/** What one attempt of a probe found. */
export interface Judgement {
  readonly checks: readonly Check[]
  /** Excerpts that a reviewer should see, by their title; they may differ from run to run. */
  readonly shows?: Readonly<Record<string, string>>
}

/** What a person writes of every probe. */
export interface Named {
  readonly name: string
  /** IPv4 or IPv6 alone; undefined means either. */
  readonly family?: 4 | 6 | undefined
}

interface Planned<Terms> extends Named {
  readonly kind: string
  /** What the probe asks for and expects, as data. Its own method receives it back. */
  readonly terms: Terms
}

/** A probe that asks the Worker. It is repeated until it is decided. */
export interface AskingProbe<Terms = unknown> extends Planned<Terms> {
  readonly writes: false
  /** Names in lower case of headers that the proof shows in addition to the usual ones. */
  readonly shownHeaders: readonly string[]
  /** The statuses that a file expects of each request, in the order in which the probe asks. */
  readonly statuses?: readonly (readonly number[])[]
  /** Makes one attempt: asks, and judges the answers. */
  attempt(ask: Ask, terms: Terms, tools: AskingTools): Promise<Judgement>
}

export interface AskingTools {
  readonly now: () => Date
  /** Registers a secret that an answer holds, so that nothing shows it. */
  readonly keepSecret: (secret: string) => void
  /** The secrets that a request may use, by the name of their placeholder: `env.NAME`. */
  readonly secrets: ReadonlyMap<string, string>
  /** Returns a text without secrets. A text is truncated only after that, so that no part of a secret is left. */
  readonly redact: (text: string) => string
}

/** A probe that writes to a service instead of asking the Worker. It runs once, as one write. */
export interface WritingProbe<Terms = unknown> extends Planned<Terms> {
  readonly writes: true
  prepare(terms: Terms, tools: WritingTools): PreparedWrite
}

/** What a writing probe works with. */
export interface WritingTools {
  readonly clock: Clock
  /** On the clock. */
  readonly deadline: number
  readonly cancelled: () => boolean
  readonly now: () => Date
  readonly newId: () => string
  readonly withKv: WithKeyValues
}

/** Connects to Workers KV while `work` runs. `remaining` returns the milliseconds that are left for probing. */
export type WithKeyValues = <Result>(
  remaining: () => number,
  work: (kv: KeyValues) => Promise<Result>,
) => Promise<Result>

/** Values of Workers KV. */
export interface KeyValues {
  put(namespace: string, key: string, value: string, options: { expirationTtl: number }): Promise<void>
  get(namespace: string, key: string): Promise<string | undefined>
  delete(namespace: string, key: string): Promise<void>
}

/** A write that is described and not yet performed. */
export interface PreparedWrite {
  /** Describes the write, for the log: "the key x of KV_PREFS, put and deleted". */
  readonly what: string
  perform(): Promise<{ readonly state: 'applied' | 'refused' | 'unknown'; readonly result: Converged }>
}

export type Probe = AskingProbe | WritingProbe

/** A request of an attempt has no answer. The failure is recorded with the request. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Waits for all requests of an attempt, also if one of them fails, so that none is left under way. */
export async function together<const Asked extends readonly unknown[]>(
  asked: Asked,
): Promise<{ -readonly [Index in keyof Asked]: Awaited<Asked[Index]> }> {
  await Promise.allSettled(asked)
  return Promise.all(asked)
}
