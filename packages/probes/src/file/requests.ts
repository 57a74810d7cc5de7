import type { ProbeRequest } from '../probe.ts'
import type { RequestEntry } from './schema-words.ts'

/** Returns the request that a file describes. A body that is a mapping or a list is sent as JSON. */
export function toRequest({ method = 'GET', path, headers, body }: RequestEntry): ProbeRequest {
  const json = typeof body === 'object'
  return {
    method,
    path,
    ...((headers || json) && {
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    }),
    ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
  }
}
