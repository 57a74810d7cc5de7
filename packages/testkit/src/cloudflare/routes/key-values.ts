import type { HostRequest } from '../../core/router.ts'
import { accountOf, type Call, endpoint, listed } from '../endpoint.ts'
import { granted, refusal } from '../envelope.ts'
import { readValue, writeValue } from '../key-values.ts'

const namespaces = '/accounts/:account/storage/kv/namespaces'

export const keyValueEndpoints = [
  endpoint('GET', namespaces, 'kv:read', (call) =>
    listed(call, [...accountOf(call).namespaces.keys()], (id) => ({ id, title: id })),
  ),
  endpoint('GET', `${namespaces}/:namespace/keys`, 'kv:read', (call) => {
    const prefix = call.request.query.get('prefix') ?? ''
    const names = [...namespaceOf(call).keys()].filter((name) => name.startsWith(prefix))
    return granted(
      names.map((name) => ({ name })),
      { count: names.length, cursor: '' },
    )
  }),
  endpoint('GET', `${namespaces}/:namespace/values/:key`, 'kv:read', (call) => {
    const value = readValue(call.state.now, namespaceOf(call), call.request.params.key)
    if (value === undefined) throw refusal(404, 10009, "get: 'key not found'")
    return {
      status: 200,
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(value),
    }
  }),
  endpoint('PUT', `${namespaces}/:namespace/values/:key`, 'kv:edit', async (call) => {
    const ttl = call.request.query.get('expiration_ttl')
    const seconds = ttl === null ? undefined : Number(ttl)
    if (seconds !== undefined && !(seconds >= 60))
      throw refusal(400, 10033, `Invalid expiration_ttl of ${ttl}. Expiration TTL must be at least 60.`)
    writeValue(call.state.now, namespaceOf(call), call.request.params.key, {
      value: await readBody(call.request),
      expirationTtl: seconds,
    })
    return granted(null)
  }),
  endpoint('DELETE', `${namespaces}/:namespace/values/:key`, 'kv:edit', (call) => {
    namespaceOf(call).delete(call.request.params.key)
    return granted(null)
  }),
]

function namespaceOf(call: Call<'account' | 'namespace'>) {
  const values = accountOf(call).namespaces.get(call.request.params.namespace)
  if (!values) throw refusal(404, 10013, 'namespace not found')
  return values
}

/** Returns the body, or the part `value` of a form. */
async function readBody({ headers, body }: HostRequest): Promise<string> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body.toString()
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const value = form.get('value')
  return typeof value === 'string' ? value : ((await value?.text()) ?? '')
}
