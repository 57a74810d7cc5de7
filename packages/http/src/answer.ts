/** Names in lower case; a header that came more than once is joined by `, `; cookies are never kept. */
export type Headers = ReadonlyMap<string, string>

/** What came over the wire, whole and decompressed. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface Answer extends RawAnswer {
  readonly url: string
  /** How often the request was sent. */
  readonly attempts: number
  /** From the first attempt to the last byte, waits included. */
  readonly milliseconds: number
  /** The body as UTF-8, without a byte-order mark. */
  text(): string
  /**
   * The body as JSON.
   * @throws HttpError where it is none, naming what it says to be, never what it holds
   */
  json(): unknown
}

/** Reads a body as JSON; `refuse` makes the error from a sentence. */
export function readJson({ headers, body }: RawAnswer, refuse: (sentence: string) => Error): unknown {
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

/** The media type without its parameters, where it is one that is safe to print. */
function mediaType(headers: Headers): string | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type !== undefined && /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : undefined
}

/** The id under which the other side's log knows the request, where it is safe to print. */
export function readRequestId(headers: Headers | undefined): string | undefined {
  const id = headers?.get('x-github-request-id') ?? headers?.get('x-request-id')
  return id !== undefined && /^[\w:.-]{1,100}$/.test(id) ? id : undefined
}
