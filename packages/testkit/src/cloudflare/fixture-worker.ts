/**
 * The Worker that tests deploy: an API that issues guest tokens, with switches that break it. It imports nothing,
 * because it leaves this folder: wrangler bundles a copy of it, and the edge runs its text.
 */

/** The `env` of the Worker. Every value of `vars` is text. */
export interface FixtureEnv {
  /** `iss` of its tokens; default: the origin of the request. */
  readonly ISSUER?: string
  /** The only origin that may read its answers. */
  readonly APP_ORIGIN?: string
  /** Secret: an RSA key in PKCS #8, as PEM. */
  readonly PRIVATE_KEY_PEM?: string
  readonly KV_PREFS?: { get(key: string): Promise<string | null> }
  readonly AI?: object
  readonly CF_VERSION_METADATA?: { readonly id: string; readonly tag: string }
  /** `broken`: preflights allow none of our headers, and every origin is echoed. */
  readonly CORS?: string
  /** The Worker answers wrongly after this many requests. */
  readonly BAD_AFTER?: string
  /** The Worker answers wrongly while this key is in KV_PREFS. */
  readonly BAD_WHILE?: string
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
let served = 0

// biome-ignore lint/style/noDefaultExport: the runtime looks for it there
export default {
  async fetch(request: Request, env: FixtureEnv): Promise<Response> {
    served += 1
    const answer = await respond(request, env)
    answer.headers.set('x-worker-version', env.CF_VERSION_METADATA?.id ?? '')
    answer.headers.set('x-worker-tag', env.CF_VERSION_METADATA?.tag ?? '')
    return answer
  },
}

async function respond(request: Request, env: FixtureEnv): Promise<Response> {
  const url = new URL(request.url)
  const bad = await isBad(env)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /healthz':
      return Response.json({ ok: !bad }, { status: bad ? 500 : 200 })
    case 'GET /readyz': {
      const ready = env.KV_PREFS !== undefined && env.PRIVATE_KEY_PEM !== undefined
      return Response.json({ ready }, { status: ready ? 200 : 503 })
    }
    case 'GET /metrics':
      return new Response(metrics(), { headers: { 'content-type': 'text/plain; version=0.0.4' } })
    case 'GET /.well-known/jwks.json':
      return Response.json({ keys: [await publicKey(env)] })
    case 'POST /auth/guest':
      return issueGuestToken(env.ISSUER ?? url.origin, env)
    case 'OPTIONS /api/si/ask':
      return new Response(null, { status: 204, headers: corsHeaders(request, env) })
    case 'POST /api/si/ask':
      return Response.json(
        { answer: 'hello' },
        { headers: { ...corsHeaders(request, env), 'x-credits-used': '1', 'x-credits-balance': '41' } },
      )
    case 'GET /api/ai/binding':
      return Response.json({ ai_bound: env.AI !== undefined && !bad })
    default:
      return new Response('not found', { status: 404 })
  }
}

async function isBad({ BAD_AFTER, BAD_WHILE, KV_PREFS }: FixtureEnv): Promise<boolean> {
  if (BAD_AFTER !== undefined && served > Number(BAD_AFTER)) return true
  return BAD_WHILE !== undefined && (await KV_PREFS?.get(BAD_WHILE)) != null
}

function corsHeaders(request: Request, { APP_ORIGIN = '', CORS }: FixtureEnv): Record<string, string> {
  const origin = request.headers.get('origin')
  if (CORS === 'broken')
    return { 'access-control-allow-origin': origin ?? '*', 'access-control-allow-methods': 'POST, OPTIONS' }
  const always = { vary: 'Origin' }
  if (origin !== APP_ORIGIN) return always
  return {
    ...always,
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, x-user-email, x-intelligence-tier',
    'access-control-expose-headers': 'x-credits-used, x-credits-balance',
    'access-control-max-age': '600',
  }
}

function metrics(): string {
  return [
    '# HELP http_requests_total Requests that this isolate has seen.',
    '# TYPE http_requests_total counter',
    `http_requests_total ${served}`,
    '',
  ].join('\n')
}

async function issueGuestToken(iss: string, env: FixtureEnv): Promise<Response> {
  const { kid } = await publicKey(env)
  const iat = Math.floor(Date.now() / 1000)
  const node = 'node-1'
  const claims = { iss, sub: 'guest', aud: 'si', iat, nbf: iat, exp: iat + 900, node_id: node }
  const signed = [{ alg: 'RS256', typ: 'JWT', kid }, claims]
    .map((part) => encode(JSON.stringify(part)))
    .join('.')
  const signature = await crypto.subtle.sign(algorithm, await privateKey(env), bytesOf(signed))
  const text = String.fromCharCode(...new Uint8Array(signature))
  return Response.json({ token: `${signed}.${encode(text)}` }, { headers: { 'x-node-id': node } })
}

async function publicKey(env: FixtureEnv) {
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', await privateKey(env))
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(n))
  const kid = encode(String.fromCharCode(...new Uint8Array(digest).slice(0, 9)))
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }
}

function privateKey({ PRIVATE_KEY_PEM }: FixtureEnv) {
  if (PRIVATE_KEY_PEM === undefined) throw new Error('the secret PRIVATE_KEY_PEM is missing')
  const body = PRIVATE_KEY_PEM.replace(/-----[^-]+-----|\s/g, '')
  const der = Uint8Array.from(atob(body), (character) => character.charCodeAt(0))
  return crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Returns the base64url of a text whose characters are bytes. */
function encode(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
