import * as http from 'node:http'
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { Fault } from './failure.ts'
import { readCredentials } from './proxy.ts'
import { serverNameOf, tlsOptions } from './tls-options.ts'

export interface TunnelOptions {
  readonly proxy: URL
  /** The authorities, one of which must vouch for an `https:` proxy; undefined: those that Node trusts. */
  readonly secureContext: SecureContext | undefined
  /** Milliseconds that the proxy may take to connect; undefined: until the signal. */
  readonly connectLimit: number | undefined
  /** Ends a tunnel that is still being opened. */
  readonly signal: AbortSignal | undefined
}

/**
 * Opens a connection through an HTTP proxy: CONNECT, RFC 9110 §9.3.6.
 *
 * @param authority host and port of the target; an IPv6 address in brackets
 * @throws Fault `proxy` with the status by which the proxy refused; `timeout`
 * @throws Error of the network
 */
export async function openTunnel(
  authority: string,
  { proxy, secureContext, connectLimit, signal }: TunnelOptions,
): Promise<Socket> {
  const { request } = proxy.protocol === 'https:' ? await import('node:https') : http
  const credentials = readCredentials(proxy)
  const outgoing = request(new URL(proxy.origin), {
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(credentials && { 'proxy-authorization': credentials }) },
    agent: false,
    ...(signal && { signal }),
    // Otherwise Node would take it from the header `host`, which names the target.
    servername: serverNameOf(proxy),
    ...tlsOptions(secureContext),
  })
  const timer = connectLimit === undefined ? undefined : setTimeout(expire, connectLimit, connectLimit)
  function expire(limit: number) {
    outgoing.destroy(timedOut(limit))
  }
  return new Promise<Socket>((resolve, reject) => {
    outgoing.on('connect', ({ statusCode = 0 }, socket, rest) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        return reject(new Fault('proxy', `the proxy answered ${statusCode}`, { status: statusCode }))
      }
      socket.unshift(rest)
      resolve(socket as Socket)
    })
    outgoing.on('error', reject)
    outgoing.end()
  }).finally(() => clearTimeout(timer))
}

/** Returns the Fault for a limit in milliseconds that has passed. */
export function timedOut(limit: number): Fault {
  return new Fault('timeout', `nothing whole within ${Math.round(limit)} ms`, { limit })
}
