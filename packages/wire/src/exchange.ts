import { type IncomingMessage, request } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Answer, Header, Timings } from './answer.ts'
import { type Connection, createConnect, type Way } from './connect.ts'
import { type Failure, Fault, failureOf } from './failure.ts'
import { readBody } from './read-body.ts'

/** One request, as it is put on the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** IPv4 or IPv6 alone. */
  readonly family: 4 | 6 | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly limit: number
}

export type Outcome = { readonly answer: Answer } | { readonly failure: Failure }

/** Sends one request on a connection of its own, once, following no redirect. Never rejects but for wrong use. */
export type Exchange = (request: WireRequest) => Promise<Outcome>

/** @param signal ends every exchange, those under way too */
export function createExchange(way: Way, signal: AbortSignal): Exchange {
  const connect = createConnect(way)
  return async (wire) => {
    const stop = new AbortController()
    const cancel = () => stop.abort(new Fault('cancelled', 'the run was cancelled'))
    const timer = setTimeout(
      () => stop.abort(new Fault('timeout', `nothing whole within ${Math.round(wire.limit)} ms`)),
      wire.limit,
    )
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    const watch = {
      started: performance.now(),
      phase: 'connect' as 'connect' | 'tls' | 'answer',
      marks: {} as Marks,
    }
    let connection: Connection | undefined
    try {
      connection = await connect(wire, stop.signal)
      return { answer: await exchangeOn(connection, wire, watch, stop.signal) }
    } catch (error) {
      if (error instanceof Error && error.name === 'UsageError') throw error
      return {
        failure: failureOf(stop.signal.aborted ? stop.signal.reason : error, {
          phase: watch.phase,
          oneFamily: wire.family !== undefined,
        }),
      }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      connection?.socket.destroy()
    }
  }
}

type Marks = { -readonly [Name in Exclude<keyof Timings, 'total'>]?: number }
interface Watch {
  readonly started: number
  phase: 'connect' | 'tls' | 'answer'
  readonly marks: Marks
}

async function exchangeOn(
  { socket, secure }: Connection,
  { method, url, headers, body }: WireRequest,
  watch: Watch,
  signal: AbortSignal,
): Promise<Answer> {
  const elapsed = () => performance.now() - watch.started
  socket.once('lookup', () => {
    watch.marks.dns = elapsed()
  })
  socket.once('connect', () => {
    watch.marks.connect = elapsed() - (watch.marks.dns ?? 0)
    watch.phase = secure ? 'tls' : 'answer'
  })
  if (!socket.connecting) {
    // Through a tunnel, which was connected before.
    watch.marks.connect = elapsed()
    watch.phase = secure ? 'tls' : 'answer'
  }
  let tlsDaysLeft: number | undefined
  if (secure)
    socket.once('secureConnect', () => {
      watch.marks.tls = elapsed() - (watch.marks.connect ?? 0) - (watch.marks.dns ?? 0)
      watch.phase = 'answer'
      tlsDaysLeft = daysLeft(socket as TLSSocket)
    })
  const outgoing = request({
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    },
    createConnection: () => socket,
    signal,
  })
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject)
    outgoing.on('close', () => reject(new Fault('reset', 'closed without an answer')))
    outgoing.end(body)
  })
  const ttfb = elapsed()
  const came = headersOf(incoming.rawHeaders)
  const text = await readBody(incoming, came, method)
  const timings = { ...watch.marks, ttfb, total: elapsed() }
  return { status: incoming.statusCode ?? 0, headers: came, body: text, timings, tlsDaysLeft }
}

/** Signed: a certificate that has ended has negative days left. */
function daysLeft(socket: TLSSocket): number | undefined {
  const end = Date.parse(socket.getPeerCertificate().valid_to)
  return Number.isNaN(end) ? undefined : Math.floor((end - Date.now()) / 86_400_000)
}

function headersOf(raw: readonly string[]): Header[] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    String(raw[index * 2]).toLowerCase(),
    String(raw[index * 2 + 1]),
  ])
}
