import type * as z from 'zod/mini'
import { refuseUnknown } from '../../file/refuse-unknown.ts'
import { toRequest } from '../../file/requests.ts'
import { defineKind } from '../kind.ts'
import { type CorsTerms, corsProbe } from './probe.ts'
import { schema } from './schema.ts'

/** A reserved name that cannot be registered: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const foreignOrigin = 'https://foreign-origin.invalid'

export const cors = defineKind({
  name: 'cors',
  schema,
  filled: ['actual/headers', 'actual/body'],
  read(written, { reader, path, named, defaults }) {
    const { file, problems } = reader
    const { origin = defaults.appOrigin, method = 'POST', actual, expose = [] } = written
    if (origin === undefined)
      problems.push({ what: 'needs origin here, or the input app-origin', at: file.locate(path, 'key') })
    if (actual) refuseUnknown(reader, actual, new Set(), [...path, 'actual'])
    return corsProbe(named, {
      path: written.path,
      method,
      origin: origin ?? '',
      headers: written.headers ?? [],
      credentials: written.credentials ?? false,
      foreignOrigin: written['foreign-origin'] ?? foreignOrigin,
      expose: expose === false || actual === false ? undefined : expose,
      actual: toActual(written, method),
    })
  },
})

/** The actual request. If the file does not say it, it is an empty JSON object, or nothing for a GET or HEAD. */
function toActual({ path, actual }: z.output<typeof schema>, method: string): CorsTerms['actual'] {
  if (actual === false) return undefined
  if (actual !== undefined) {
    const { headers = {}, body } = toRequest({ ...actual, path })
    return { headers, body }
  }
  return method === 'GET' || method === 'HEAD'
    ? { headers: {}, body: undefined }
    : { headers: { 'content-type': 'application/json' }, body: '{}' }
}
