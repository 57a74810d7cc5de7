import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'

/** The names of the parameters in a pattern: `/labels/:name` gives `name`, `/contents/:path*` gives `path`. */
export type ParameterNames<Pattern extends string> = Pattern extends `${infer Head}/${infer Tail}`
  ? ParameterNames<Head> | ParameterNames<Tail>
  : Pattern extends `:${infer Name}*`
    ? Name
    : Pattern extends `:${infer Name}`
      ? Name
      : never

/** A request to a stand-in: parameters are URL-decoded, `path` is as sent. */
export interface HostRequest<Names extends string = string> {
  /** The number of requests that this host received before. */
  readonly index: number
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The pattern of the matched route, or null. */
  readonly route: string | null
  readonly params: Readonly<Record<Names, string>>
}

export interface Route {
  readonly method: string
  readonly pattern: string
  readonly handle: (request: HostRequest) => Answer | Promise<Answer>
}

/**
 * Declares a route.
 *
 * @param pattern segments; `:name` matches one, and a last `:name*` matches all that are left (possibly none)
 */
export function route<Pattern extends string>(
  method: string,
  pattern: Pattern,
  handle: (request: HostRequest<ParameterNames<Pattern>>) => Answer | Promise<Answer>,
): Route {
  return { method, pattern, handle: handle as Route['handle'] }
}

/** Returns the first route that matches this method and path, with the decoded parameters. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  const segments = path.split('/')
  for (const candidate of routes) {
    if (candidate.method !== method) continue
    const params = matchSegments(candidate.pattern.split('/'), segments)
    if (params) return { route: candidate, params }
  }
  return undefined
}

// Segments are decoded after splitting: an encoded slash belongs to a name, a bare one separates names.
function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [at, expected] of pattern.entries()) {
    if (expected.startsWith(':') && expected.endsWith('*')) {
      const rest = segments.slice(at).map(decode)
      if (rest.includes(undefined)) return undefined
      params[expected.slice(1, -1)] = rest.join('/')
      return params
    }
    const segment = decode(segments[at] ?? '')
    if (segment === undefined) return undefined
    if (expected.startsWith(':')) {
      if (segment === '') return undefined
      params[expected.slice(1)] = segment
    } else if (expected !== segment) return undefined
  }
  return segments.length === pattern.length ? params : undefined
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
