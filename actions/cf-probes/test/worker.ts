import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeToken, rsaKey, type SigningKey } from '../../../packages/probes/test/keys.ts'

export const appOrigin = 'https://app.example.com'

/** Answers a request. A response that it does not end hangs. */
export type Handler = (response: ServerResponse, request: IncomingMessage) => void

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Counts connections from 1. */
  readonly connection: number
  readonly at: number
}

/** The playbook's Worker on loopback. It is correct until a test changes its answers. */
export interface Worker {
  readonly url: string
  readonly key: SigningKey
  readonly seen: readonly Seen[]
  /** The value of `x-worker-version`; undefined means that the header is not sent. */
  version: string | undefined
  /** Replaces the next answers. Receives the path, and returns a handler, or undefined for the correct answer. */
  bend: (request: { method: string; path: string; index: number }) => Handler | undefined
  /** Sends the correct answer. */
  readonly route: Handler
  /** Every token that it issued. */
  readonly tokens: readonly string[]
  close(): Promise<void>
}

const key = rsaKey()

export async function startWorker(): Promise<Worker> {
  const seen: Seen[] = []
  const tokens: string[] = []
  const connections = new Map<unknown, number>()
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers, socket } = request
    if (!connections.has(socket)) connections.set(socket, connections.size + 1)
    const index = seen.filter((each) => each.method === method && each.path === path).length
    seen.push({ method, path, headers, connection: connections.get(socket) ?? 0, at: performance.now() })
    request.resume()
    const bent = worker.bend({ method, path, index })
    if (bent) return bent(response, request)
    if (worker.version !== undefined) response.setHeader('x-worker-version', worker.version)
    worker.route(response, request)
  })
  const routes: Readonly<Record<string, Handler>> = {
    'GET /.well-known/jwks.json': (response) => sendJson(response, { keys: [key.jwk] }),
    'POST /auth/guest': (response) => {
      const now = Math.floor(Date.now() / 1000)
      const nonce = Math.random().toString(36)
      const token = makeToken(key, { iss: worker.url, sub: nonce, iat: now, exp: now + 600 })
      tokens.push(token)
      sendJson(response, { token })
    },
    'OPTIONS /api/si/ask': (response, request) => response.writeHead(204, corsHeaders(request)).end(),
    'POST /api/si/ask': (response, request) =>
      sendJson(response, { error: 'no prompt' }, 400, {
        ...corsHeaders(request),
        'access-control-expose-headers': 'X-Credits-Used, X-Request-Cost',
      }),
    'GET /api/ai/binding': (response) => sendJson(response, { ai_bound: true }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const worker: Worker = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    seen,
    tokens,
    version: undefined,
    bend: () => undefined,
    route: (response, request) => (routes[`${request.method} ${request.url}`] ?? notFound)(response, request),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return worker
}

export function corsHeaders({
  headers: { origin },
}: Pick<IncomingMessage, 'headers'>): Record<string, string> {
  if (origin !== appOrigin) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': appOrigin,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'Content-Type, X-User-Email, X-Intelligence-Tier',
    vary: 'Origin',
  }
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

export function sendPage(response: ServerResponse, status: number, title: string): void {
  const page = `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>`
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' }).end(page)
}

const notFound: Handler = (response) => sendPage(response, 404, 'Page not found')
