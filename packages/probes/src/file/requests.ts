import { placeholdersOf } from '../placeholders.ts'
import type { ProbeRequest } from '../probe.ts'
import type { Reader } from './reader.ts'
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

/** Adds a problem for each placeholder that nothing fills in, because it would be sent as it is written. */
export function refuseUnknown(
  { file, problems }: Reader,
  request: ProbeRequest,
  known: ReadonlySet<string>,
  path: readonly PropertyKey[],
) {
  const { path: address, headers = {}, body = '' } = request
  const parts: [string, string][] = [
    ['path', address],
    ['body', body],
    ...Object.values(headers).map((text): [string, string] => ['headers', text]),
  ]
  for (const [key, text] of parts)
    for (const name of placeholdersOf(text))
      if (!known.has(name))
        problems.push({
          what: `{{${name}}} is not captured by an earlier request`,
          at: file.locate([...path, key]),
        })
}
