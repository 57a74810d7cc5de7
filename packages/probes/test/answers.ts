import type { Answer, Header } from '@suite/wire'

/** Returns an answer. Header names become lower case, and a list sends a header more than once. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  body: unknown = '',
): Answer {
  return {
    status,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().map((each): Header => [name.toLowerCase(), each]),
    ),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    timings: { ttfb: 1, total: 2 },
    tlsDaysLeft: undefined,
  }
}

export const json = { 'content-type': 'application/json' }
