import { readFile } from 'node:fs/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a server does with one request. `body` is the body of the request. */
export type Behaviour = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface TestServer {
  readonly url: string
  readonly port: number
  /** In the order in which they came. */
  readonly requests: readonly SeenRequest[]
  readonly connections: number
}

const certificates = new URL('certificates/', import.meta.url)
export const authority = await readFile(new URL('authority.pem', certificates), 'utf8')

/** A server that shows the first behaviour to the first request, and so on; the last one to all that follow. */
export function serve(...behaviours: readonly Behaviour[]): Promise<TestServer> {
  return start(http.createServer(), 'http', behaviours)
}

/** The same over TLS, with a certificate that only `authority` vouches for. */
export async function serveSecurely(...behaviours: readonly Behaviour[]): Promise<TestServer> {
  return start(https.createServer(await identity()), 'https', behaviours)
}

async function identity(): Promise<{ readonly key: string; readonly cert: string }> {
  const read = (name: string) => readFile(new URL(name, certificates), 'utf8')
  return { key: await read('server-key.pem'), cert: await read('server.pem') }
}

export interface TestProxy extends TestServer {
  /** The CONNECT requests: `host:port`, and the credentials that came with it. */
  readonly tunnels: readonly { readonly authority: string; readonly credentials: string | undefined }[]
}

/**
 * A proxy that leads every tunnel to `port` on loopback, for any host, or answers CONNECT with
 * `refusal`; 0 never answers.
 */
export function serveProxy(port: number, refusal?: number): Promise<TestProxy> {
  return startProxy(http.createServer(), 'http', port, refusal)
}

/** A proxy that is reached by TLS, with a certificate for localhost that only `authority` vouches for. */
export async function serveSecureProxy(port: number): Promise<TestProxy> {
  return startProxy(https.createServer(await identity()), 'https', port)
}

async function startProxy(
  server: http.Server | https.Server,
  protocol: 'http' | 'https',
  port: number,
  refusal?: number,
): Promise<TestProxy> {
  const tunnels: { authority: string; credentials: string | undefined }[] = []
  server.on('connect', (request: http.IncomingMessage, client: Socket, head: Buffer) => {
    tunnels.push({ authority: String(request.url), credentials: request.headers['proxy-authorization'] })
    client.on('error', () => client.destroy())
    if (refusal === 0) return
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 2\r\n\r\nno`)
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  const behaviour: Behaviour = (request, response) => {
    const { method, url, headers } = request
    const onward = http.request({
      host: '127.0.0.1',
      port,
      method,
      path: new URL(String(url)).pathname,
      headers,
    })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    onward.end()
  }
  return Object.assign(await start(server, protocol, [behaviour]), { tunnels })
}

/** A server that takes connections and never speaks; `close` hangs up at once. */
export async function serveNothing(
  close: boolean,
): Promise<{ readonly port: number; readonly connections: number }> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    if (close) socket.resetAndDestroy()
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return sockets.length
    },
  }
}

/** A port on loopback where nothing listens. */
export async function refusedPort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export function reply(
  status: number,
  headers: http.OutgoingHttpHeaders = {},
  body: string | Buffer = '',
): Behaviour {
  return (_, response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(body)
  }
}

export function replyJson(value: unknown): Behaviour {
  return reply(200, { 'content-type': 'application/json' }, JSON.stringify(value))
}

export function replyInChunks(...chunks: readonly string[]): Behaviour {
  return (_, response) => {
    for (const chunk of chunks) response.write(chunk)
    response.end()
  }
}

/** Bytes as they stand, then the end of the connection. */
export function replyBytes(...chunks: readonly (string | Buffer)[]): Behaviour {
  return ({ socket }) => {
    for (const chunk of chunks) socket.write(chunk)
    socket.end()
  }
}

export const hang: Behaviour = () => undefined

export const hangInBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-length': 100 })
  response.write('half')
}

export const resetBeforeAnswer: Behaviour = ({ socket }) => {
  socket.resetAndDestroy()
}

export const closeInBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
  response.write('{"pin":"half"', () => response.socket?.destroy())
}

async function start(
  server: http.Server | https.Server,
  protocol: 'http' | 'https',
  behaviours: readonly Behaviour[],
): Promise<TestServer> {
  const requests: SeenRequest[] = []
  let connections = 0
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const { method = '', url = '', headers } = request
      const behaviour = behaviours[Math.min(requests.length, behaviours.length - 1)] ?? hang
      requests.push({ method, url, headers, body })
      behaviour(request, response, body)
    })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${protocol}://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections
    },
  }
}
