import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Timings } from './answer.ts'
import type { Route } from './connections.ts'
import { Fault, type Phase } from './failure.ts'
import { timedOut } from './tunnel.ts'

/** How long a request may take, in milliseconds. */
export interface Limits {
  /** From now until the last byte of the answer. */
  readonly total: number
  /** The same, but without the wait for a connection that others use. Each part of a streamed body starts it again. */
  readonly attempt?: number | undefined
  /** Until the connection is made, its TLS handshake included. */
  readonly connect?: number | undefined
}

type Marks = { -readonly [Name in Exclude<keyof Timings, 'total' | 'ttfb'>]?: number }

/**
 * Connections that were made. `reusedSocket` does not say it of a request that waited for its turn, so that such a
 * request would wait for a connection that it has.
 */
const connected = new WeakSet<Socket>()

/** Follows a request through its phases, measures them, and ends it when a limit has passed or the signal fires. */
export function watchOver(
  outgoing: ClientRequest,
  { secure, secureTarget }: Pick<Route, 'secure' | 'secureTarget'>,
  { limits, signal, over }: { limits: Limits; signal: AbortSignal; over: AbortController },
) {
  const started = performance.now()
  const elapsed = () => performance.now() - started
  const timers = [interruptAfter(limits.total)]
  let attempt: NodeJS.Timeout | undefined
  const cancel = () => interrupt(new Fault('cancelled', 'the run was cancelled'))
  const watch = {
    phase: 'queue' as Phase,
    /** The connection had served another request before. */
    reused: false,
    interruption: undefined as Fault | undefined,
    marks: {} as Marks,
    tlsDaysLeft: undefined as number | undefined,
    elapsed,
    /** A part of a body that is streamed was sent or came. */
    progress() {
      attempt?.refresh()
    },
    end() {
      for (const timer of timers) clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    },
  }

  function interrupt(fault: Fault) {
    watch.interruption ??= fault
    outgoing.destroy(fault)
    over.abort()
  }

  function interruptAfter(milliseconds: number) {
    return setTimeout(() => interrupt(timedOut(milliseconds)), milliseconds)
  }

  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  outgoing.on('socket', (socket) => {
    // The limits of one attempt do not run while it waits for its turn on a connection.
    if (limits.attempt !== undefined) attempt = interruptAfter(limits.attempt)
    if (attempt) timers.push(attempt)
    watch.reused = connected.has(socket)
    if (watch.reused) {
      watch.phase = 'headers'
      return
    }
    watch.phase = 'connect'
    const connecting = limits.connect === undefined ? undefined : interruptAfter(limits.connect)
    if (connecting) timers.push(connecting)
    const onConnect = () => {
      watch.marks.connect = elapsed() - (watch.marks.dns ?? 0)
      watch.phase = secure ? 'tls' : 'headers'
      if (!secure) onReady()
    }
    const onReady = () => {
      clearTimeout(connecting)
      connected.add(socket)
      watch.phase = 'headers'
    }
    socket.once('lookup', () => {
      watch.marks.dns = elapsed()
    })
    // Through a tunnel, the connection was made before.
    if (socket.connecting) socket.once('connect', onConnect)
    else onConnect()
    socket.once('secureConnect', () => {
      watch.marks.tls = elapsed() - (watch.marks.connect ?? 0) - (watch.marks.dns ?? 0)
      if (secureTarget) watch.tlsDaysLeft = daysLeft(socket as TLSSocket)
      onReady()
    })
  })
  return watch
}

/** Negative for a certificate that has ended. */
function daysLeft(socket: TLSSocket): number | undefined {
  const end = Date.parse(socket.getPeerCertificate().valid_to)
  return Number.isNaN(end) ? undefined : Math.floor((end - Date.now()) / 86_400_000)
}
