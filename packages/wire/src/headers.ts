/** A header as it came: the name in lower case. */
export type Header = readonly [name: string, value: string]

/** What a function needs that reads headers: an answer, or anything else that has some. */
export interface WithHeaders {
  /** In their order; a header that came twice is here twice. */
  readonly headers: readonly Header[]
}

/** The headers in their order. Reads `rawHeaders`, because `headers` of Node hides what came twice. */
export function readHeaders(raw: readonly string[]): Header[] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    String(raw[index * 2]).toLowerCase(),
    String(raw[index * 2 + 1]),
  ])
}

/** The values of a header, one for each time that it came. */
export function valuesOf({ headers }: WithHeaders, name: string): string[] {
  return headers.filter(([each]) => each === name).map(([, value]) => value)
}

/** The value of a header, joined if it came more than once: https://fetch.spec.whatwg.org/#concept-header-list-get */
export function headerOf(answer: WithHeaders, name: string): string | undefined {
  const values = valuesOf(answer, name)
  return values.length === 0 ? undefined : values.join(', ')
}

/** The media type in lower case, without its parameters. */
export function mediaTypeOf(answer: WithHeaders): string | undefined {
  return headerOf(answer, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}
