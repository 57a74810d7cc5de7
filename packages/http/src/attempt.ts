import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import { Fault, tellTime } from '@suite/wire'
import type { Headers, RawAnswer } from './answer.ts'
import { readBody } from './body.ts'
import type { Route } from './connections.ts'
import { classifyFailure, type Failure, type Phase } from './failure.ts'

/** How one sending of a request ended. */
export type Outcome = { readonly answer: RawAnswer } | { readonly failure: Failure }

/** What is sent, and within what bounds. Times are in milliseconds. */
export interface AttemptOptions {
  readonly wire: Pick<RequestOptions, 'method' | 'headers'>
  readonly body: string | Uint8Array | undefined
  readonly maxBytes: number
  /** Refuse a body whose end is nothing but the end of the connection. */
  readonly wholly: boolean
  /** Until the whole run is over. */
  readonly remaining: number
  readonly attemptLimit: number
  readonly connectLimit: number
  readonly signal: AbortSignal
}

/** Sends a request once, and reads the answer to its end or to the first failure. Never rejects. */
export async function attempt(route: Route, options: AttemptOptions): Promise<Outcome> {
  const outgoing = route.open(options.wire)
  const watch = watchOver(outgoing, route.secure, options)
  try {
    const incoming = await answerTo(outgoing, options.body)
    watch.enter('body')
    const headers = readHeaders(incoming.rawHeaders)
    const body = await readBody(incoming, headers, options)
    return { answer: { status: incoming.statusCode ?? 0, headers, body } }
  } catch (error) {
    const { phase, reused, interruption } = watch
    const facts = {
      phase,
      reused,
      throughProxy: route.throughProxy,
      secure: route.secure,
    }
    return { failure: classifyFailure(interruption ?? error, facts) }
  } finally {
    watch.end()
  }
}

function answerTo(outgoing: ClientRequest, body: string | Uint8Array | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.on('close', () => reject(new Fault('reset')))
    outgoing.end(body)
  })
}

/**
 * Connections that were made. `reusedSocket` does not say it of a request that waited for its turn, so that such a
 * request would wait for a connection that it has.
 */
const connected = new WeakSet<Socket>()

/** Follows a request through its phases, and destroys it where it takes too long or the run is to stop. */
function watchOver(outgoing: ClientRequest, secure: boolean, options: AttemptOptions) {
  const { remaining, attemptLimit, connectLimit, signal } = options
  const timers = [interruptAfter(remaining)]
  const stop = () => interrupt(new Fault('cancelled'))
  const watch = {
    phase: 'queue' as Phase,
    /** The connection had served another request before. */
    reused: false,
    interruption: undefined as Fault | undefined,
    enter(phase: Phase) {
      watch.phase = phase
    },
    end() {
      for (const timer of timers) clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    },
  }

  function interrupt(fault: Fault) {
    watch.interruption ??= fault
    outgoing.destroy(fault)
  }

  function interruptAfter(milliseconds: number) {
    return setTimeout(() => interrupt(new Fault('timeout', tellTime(milliseconds))), milliseconds)
  }

  signal.addEventListener('abort', stop)
  outgoing.on('socket', (socket) => {
    // The limits of one attempt do not run while it waits for its turn on a connection.
    timers.push(interruptAfter(attemptLimit))
    watch.reused = connected.has(socket)
    if (watch.reused) return watch.enter('headers')
    watch.enter('connect')
    const connecting = interruptAfter(connectLimit)
    timers.push(connecting)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(connecting)
      connected.add(socket)
      watch.enter('headers')
    })
  })
  return watch
}

/** From `rawHeaders`, since `headers` hides what came twice. */
function readHeaders(raw: readonly string[]): Headers {
  const headers = new Map<string, string>()
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase()
    const value = String(raw[index + 1])
    const before = headers.get(name)
    if (name !== 'set-cookie') headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return headers
}
