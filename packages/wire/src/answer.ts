import { type Header, mediaTypeOf, type WithHeaders } from './headers.ts'

/** The milliseconds that each part of an exchange took. A part that did not happen is left out. */
export interface Timings {
  readonly dns?: number
  readonly connect?: number
  readonly tls?: number
  /** From the start to the first byte of the answer. */
  readonly ttfb: number
  /** From the start to the last byte. */
  readonly total: number
}

/** An answer as it came over the wire: whole, and decompressed if gzip was asked for. */
export interface RawAnswer {
  readonly status: number
  /** In their order; a header that came twice is here twice. */
  readonly headers: readonly Header[]
  /** Empty if the body went into a sink. */
  readonly body: Uint8Array
  /** Bytes that went into the sink of the request; undefined if it got nothing, as from any status but 200. */
  readonly received?: number | undefined
  readonly timings: Timings
  /**
   * Days until the certificate of the other side ends; negative once it has. Undefined without a new TLS connection.
   */
  readonly tlsDaysLeft: number | undefined
}

/** An answer whose body is read as text. */
export interface Answer extends Omit<RawAnswer, 'body' | 'received'> {
  /** The body as UTF-8. */
  readonly body: string
}

/**
 * Returns whether the media type is JSON: `application/json`, or one that ends in `+json`, such as
 * `application/jwk-set+json`.
 */
export function isJson(answer: WithHeaders): boolean {
  const type = mediaTypeOf(answer)
  return type === 'application/json' || (type?.endsWith('+json') ?? false)
}

/** Returns whether the answer is an HTML page, by its media type or by how its body begins. */
export function isPage(answer: WithHeaders & Pick<Answer, 'body'>): boolean {
  const type = mediaTypeOf(answer)
  return (
    type === 'text/html' || type === 'application/xhtml+xml' || /^\s*<(!doctype|html)\b/i.test(answer.body)
  )
}
