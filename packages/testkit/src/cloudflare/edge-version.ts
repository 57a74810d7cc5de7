import { convertV4MiniflareOptions, Miniflare, type Request, Response } from 'miniflare'
import { readValue, writeValue } from './key-values.ts'
import type { AccountState, State, StoredBinding, StoredVersion } from './state.ts'

/** A version served by a workerd of its own. */
export interface RunningVersion {
  readonly version: StoredVersion
  /** `http://127.0.0.1:<port>` */
  readonly url: URL
  stop(): Promise<void>
}

/** Starts workerd with the uploaded modules. */
export async function runVersion(
  version: StoredVersion,
  account: AccountState,
  now: State['now'],
): Promise<RunningVersion> {
  const { metadata } = version
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      // Otherwise workerd asks workers.cloudflare.com for the properties of a request.
      cf: false,
      compatibilityDate: String(metadata.compatibility_date),
      compatibilityFlags: (metadata.compatibility_flags as string[] | undefined) ?? [],
      modules: [
        { type: 'ESModule', path: 'edge-entry.js', contents: entryFor(version.mainModule) },
        ...version.modules
          .filter(({ type }) => type.startsWith('application/javascript'))
          .map(({ name, bytes }) => ({ type: 'ESModule' as const, path: name, contents: bytes.toString() })),
      ],
      bindings: { EDGE_PLAN: planOf(version) },
      serviceBindings: { EDGE_KV: (request: Request) => answerKeyValue(request, account, now) },
    }),
  )
  const url = await runtime.ready
  return { version, url, stop: () => runtime.dispose() }
}

/** Returns what the entry below makes of the bindings: values, and namespaces by their ids. */
function planOf({ bindings, id, createdAt, annotations }: StoredVersion) {
  const ofType = (type: string, value: (binding: StoredBinding) => unknown) =>
    bindings.filter((binding) => binding.type === type).map((binding) => [binding.name, value(binding)])
  const metadata = { id, tag: annotations['workers/tag'] ?? '', timestamp: createdAt }
  return {
    values: Object.fromEntries([
      ...ofType('plain_text', ({ text }) => text),
      ...ofType('secret_text', ({ text }) => text),
      ...ofType('json', ({ json }) => json),
      ...ofType('version_metadata', () => metadata),
      ...ofType('ai', () => ({})),
    ]),
    namespaces: Object.fromEntries(ofType('kv_namespace', (binding) => binding.namespace_id)),
  }
}

/**
 * Returns the module that gives the Worker its `env`. Namespaces are those of the stand-in, so that the API and all
 * versions see the same values, as on the real platform.
 */
function entryFor(mainModule: string): string {
  return `
import worker from ${JSON.stringify(`./${mainModule}`)}

const namespace = (id, service) => {
  const ask = (method, key, query = '', body) =>
    service.fetch('http://kv/' + id + '/' + encodeURIComponent(key) + query, { method, body })
  return {
    async get(key, type) {
      const answer = await ask('GET', key)
      if (answer.status === 404) return null
      return (type?.type ?? type) === 'json' ? answer.json() : answer.text()
    },
    put: (key, value, { expirationTtl } = {}) =>
      ask('PUT', key, expirationTtl === undefined ? '' : '?ttl=' + expirationTtl, value),
    delete: (key) => ask('DELETE', key),
  }
}

export default {
  fetch(request, { EDGE_PLAN: { values, namespaces }, EDGE_KV }, context) {
    const env = { ...values }
    for (const [name, id] of Object.entries(namespaces)) env[name] = namespace(id, EDGE_KV)
    return worker.fetch(request, env, context)
  },
}
`
}

async function answerKeyValue(request: Request, account: AccountState, now: State['now']) {
  const { pathname, searchParams } = new URL(request.url)
  const [, id = '', key = ''] = pathname.split('/').map(decodeURIComponent)
  const values = account.namespaces.get(id) ?? new Map()
  if (request.method === 'PUT') {
    const ttl = searchParams.get('ttl')
    const expirationTtl = ttl === null ? undefined : Number(ttl)
    writeValue(now, values, key, { value: await request.text(), expirationTtl })
    account.namespaces.set(id, values)
  }
  if (request.method === 'DELETE') values.delete(key)
  const value = readValue(now, values, key)
  return new Response(value ?? null, { status: request.method === 'GET' && value === undefined ? 404 : 200 })
}
