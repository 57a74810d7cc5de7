/** Where the time of an exchange went, in milliseconds; what did not happen is left out. */
export interface Timings {
  readonly dns?: number
  readonly connect?: number
  readonly tls?: number
  /** From the start to the first byte of the answer. */
  readonly ttfb: number
  /** From the start to the last byte. */
  readonly total: number
}

/** A header as it came: the name in lower case. */
export type Header = readonly [name: string, value: string]

/** What came over one connection, whole. */
export interface Answer {
  readonly status: number
  /** In their order; a header that came twice is here twice. */
  readonly headers: readonly Header[]
  /** The body as UTF-8. */
  readonly body: string
  readonly timings: Timings
  /** Until the certificate of the other side ends; negative once it has. Undefined without TLS. */
  readonly tlsDaysLeft: number | undefined
}

/** The values of a header, one for each time that it came. */
export function valuesOf({ headers }: Pick<Answer, 'headers'>, name: string): string[] {
  return headers.filter(([each]) => each === name).map(([, value]) => value)
}

/** The value of a header, joined where it came more than once: https://fetch.spec.whatwg.org/#concept-header-list-get */
export function headerOf(answer: Pick<Answer, 'headers'>, name: string): string | undefined {
  const values = valuesOf(answer, name)
  return values.length === 0 ? undefined : values.join(', ')
}

/** The media type in lower case, without its parameters. */
export function mediaTypeOf(answer: Pick<Answer, 'headers'>): string | undefined {
  return headerOf(answer, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}

/** `application/json`, `application/jwk-set+json` and their like. */
export function isJson(answer: Pick<Answer, 'headers'>): boolean {
  const type = mediaTypeOf(answer)
  return type === 'application/json' || (type?.endsWith('+json') ?? false)
}

/** Whether it is an HTML page, by its media type or by how its body begins. */
export function isPage(answer: Pick<Answer, 'headers' | 'body'>): boolean {
  const type = mediaTypeOf(answer)
  return (
    type === 'text/html' || type === 'application/xhtml+xml' || /^\s*<(!doctype|html)\b/i.test(answer.body)
  )
}
