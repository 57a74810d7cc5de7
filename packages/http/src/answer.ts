import type { Header, RawAnswer } from '@suite/wire'

/** Names in lower case; a header that came more than once is joined by `, `; cookies are never kept. */
export type Headers = ReadonlyMap<string, string>

/** An answer as the rules for retries and rate limits read it. */
export interface JoinedAnswer extends Pick<RawAnswer, 'status' | 'body' | 'received'> {
  readonly headers: Headers
}

/** The headers as a map, each with all its values. */
export function joinHeaders(headers: readonly Header[]): Headers {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const before = joined.get(name)
    if (name !== 'set-cookie') joined.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return joined
}

export interface Answer extends JoinedAnswer {
  /** The URL of the request, also if a redirect was followed. */
  readonly url: string
  /** How often the request was sent. */
  readonly attempts: number
  /** From the first attempt to the last byte, waits included. */
  readonly milliseconds: number
  /** The body as UTF-8, without a byte-order mark. */
  text(): string
  /**
   * The body as JSON.
   * @throws HttpError if it is not JSON; names its media type, never what it holds
   */
  json(): unknown
}

/**
 * Reads a body as JSON.
 * @param refuse makes the error from a sentence
 * @throws what `refuse` makes, if the body is not JSON
 */
export function readJson({ headers, body }: JoinedAnswer, refuse: (sentence: string) => Error): unknown {
  const type = mediaType(headers)
  if (body.length === 0) throw refuse('an empty body came where JSON was expected')
  if (type?.endsWith('html')) throw refuse(`HTML came where JSON was expected (${type})`)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    // The parser's own error quotes the body, which may hold a secret.
    throw refuse(`the body is not the JSON that was expected (${type ?? 'no content-type'})`)
  }
}

/** The media type without its parameters; undefined if it is not safe to print. */
function mediaType(headers: Headers): string | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type !== undefined && /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : undefined
}

/** The id under which the other side's log knows the request; undefined if it is not safe to print. */
export function readRequestId(headers: Headers | undefined): string | undefined {
  const id = headers?.get('x-github-request-id') ?? headers?.get('x-request-id')
  return id !== undefined && /^[\w:.-]{1,100}$/.test(id) ? id : undefined
}
