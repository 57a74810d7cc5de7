import type { Headers } from '@suite/http'
import type { z } from 'zod/mini'

/** What a request is for. */
export interface Purpose {
  /** Completes "could not …". */
  readonly to: string
  /** What the token needs for it, in the words of the service. It is left out if any token will do. */
  readonly permission?: string
}

export type Value = string | number | boolean

/** A request to a JSON API. */
export interface RestRequest extends Purpose {
  /** The method and the path as the service documents them, such as `GET /repos/{owner}/{repo}/labels`. */
  readonly route: string
  /** The values that the route names. A value named with a star, as in `{path*}`, keeps its slashes. */
  readonly path?: Readonly<Record<string, Value>>
  readonly query?: Readonly<Record<string, Value>>
  /** What is sent: a string as it is, anything else as JSON. */
  readonly body?: unknown
  /** True for a write that may be sent twice, because twice has the same effect as once. */
  readonly idempotent?: boolean
}

/** A request, and the shape that its answer must have. */
export interface Question<Data> extends RestRequest {
  readonly answer: z.ZodMiniType<Data>
}

export interface Reply<Data> {
  readonly data: Data
  readonly headers: Headers
}
