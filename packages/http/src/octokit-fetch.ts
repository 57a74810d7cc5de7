import type { Answer } from './answer.ts'
import type { HttpRequest } from './call.ts'
import type { Transport } from './transport.ts'

/** What @octokit/request gives to the function in its option `request.fetch`. */
export interface FetchRequest {
  readonly method?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | Uint8Array | null | undefined
}

/** As much of a `Response` as @octokit/request reads; the global one would load undici. */
export interface FetchAnswer {
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly url: string
  readonly headers: FetchHeaders
  readonly body: Uint8Array
  text(): Promise<string>
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
}

export interface FetchHeaders extends Iterable<readonly [string, string]> {
  get(name: string): string | null
}

/**
 * Returns the transport in the shape that octokit needs. Octokit turns 4xx into its own `RequestError`. If a request
 * gets no answer, the transport throws an `HttpError`, which octokit wraps as the `cause` of its error.
 *
 * @param shape adds to a request what octokit cannot express: `route`, or `effect` for a POST that only reads
 */
export function asFetch(
  transport: Transport,
  shape: (request: HttpRequest) => Partial<Pick<HttpRequest, 'route' | 'effect' | 'maxBytes'>> = () => ({}),
): (url: string, init?: FetchRequest) => Promise<FetchAnswer> {
  return async (url, { method = 'GET', headers, body } = {}) => {
    const request = { method, url, headers, body: body ?? undefined }
    return toFetchAnswer(await transport.send({ ...request, ...shape(request) }))
  }
}

function toFetchAnswer(answer: Answer): FetchAnswer {
  const { status, url, headers, body } = answer
  return {
    status,
    statusText: '',
    ok: status >= 200 && status <= 299,
    url,
    headers: {
      get: (name) => headers.get(name.toLowerCase()) ?? null,
      [Symbol.iterator]: () => headers.entries(),
    },
    body,
    text: async () => answer.text(),
    json: async () => answer.json(),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  }
}
