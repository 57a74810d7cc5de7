import { type Host, type HostRequest, route, startHost } from '@suite/testkit/core'
import { makeToken, rsaKey } from '../../../packages/probes/test/keys.ts'
import { corsHeaders } from './worker.ts'

/** Two versions of the Worker of the playbook, behind the edge that chooses between them. */
export interface VersionedWorker {
  readonly host: Host
  /** The modulus of the key that its tokens are signed with. */
  readonly modulus: string
  /** Every token that it issued. */
  readonly tokens: readonly string[]
  /** The version without a name in the request, and the one that a request may name. */
  deployed: { live: string; staged?: string }
  /** What a version answers in the place of the right answer. Turns are counted for each method, path and origin. */
  wrong: (version: string, request: HostRequest, turn: number) => Wrong | undefined
}

type Wrong = 'unbound' | 'open to all' | 'closed' | 'unready'

const key = rsaKey()
const named = /="([^"]*)"/

/** Starts the Worker, with a version that is live. */
export async function startVersionedWorker(live = 'one'): Promise<VersionedWorker> {
  const tokens: string[] = []
  const turns = new Map<number, number>()
  const wrongOf = (request: HostRequest) =>
    worker.wrong(versionOf(request), request, turns.get(request.index) ?? 0)
  const versionOf = ({ headers }: HostRequest) => {
    const { live: current, staged } = worker.deployed
    const [, wanted] = named.exec(String(headers['cloudflare-workers-version-overrides'] ?? '')) ?? []
    return wanted !== undefined && wanted === staged ? staged : current
  }
  const cors = (request: HostRequest) => {
    const wrong = wrongOf(request)
    if (wrong === 'closed') return {}
    return wrong === 'open to all'
      ? { ...corsHeaders(request), 'access-control-allow-origin': String(request.headers.origin) }
      : corsHeaders(request)
  }
  const host = await startHost({
    routes: [
      route('GET', '/.well-known/jwks.json', () => ({ status: 200, body: { keys: [key.jwk] } })),
      route('POST', '/auth/guest', () => {
        const now = Math.floor(Date.now() / 1000)
        const claims = { iss: host.url, sub: `guest-${tokens.length}`, iat: now, exp: now + 600 }
        const token = makeToken(key, claims)
        tokens.push(token)
        return { status: 200, body: { token } }
      }),
      route('OPTIONS', '/api/si/ask', (request) => ({ status: 204, headers: cors(request) })),
      route('POST', '/api/si/ask', (request) => ({
        status: 400,
        headers: { ...cors(request), 'access-control-expose-headers': 'X-Credits-Used' },
        body: { error: 'no prompt' },
      })),
      route('GET', '/api/ai/binding', (request) => {
        const wrong = wrongOf(request)
        if (wrong === 'unready') return { status: 503, body: { error: 'starting' } }
        return { status: 200, body: { ai_bound: wrong !== 'unbound' } }
      }),
    ],
    notFound: () => ({
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><h1>There is nothing here yet</h1>',
    }),
    finish: (request, answer) => ({
      ...answer,
      headers: { ...answer.headers, 'x-worker-version': versionOf(request) },
    }),
  })
  // A request that gets another answer on its way takes its turn too.
  const counts = new Map<string, number>()
  host.watch({
    before({ index, method, path, headers: { origin } }) {
      const key = `${method} ${path} ${origin}`
      const turn = (counts.get(key) ?? 0) + 1
      counts.set(key, turn)
      turns.set(index, turn)
    },
  })
  const worker: VersionedWorker = {
    host,
    modulus: String(key.jwk.n),
    tokens,
    deployed: { live },
    wrong: () => undefined,
  }
  return worker
}
