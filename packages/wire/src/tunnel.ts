import * as http from 'node:http'
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { Fault } from './failure.ts'
import { readCredentials } from './proxy.ts'
import { tellTime } from './tell-time.ts'

export interface TunnelOptions {
  readonly proxy: URL
  /** Trust in an `https:` proxy; undefined: Node's own. */
  readonly secureContext: SecureContext | undefined
  /** Milliseconds that the proxy may take to connect. */
  readonly connectLimit: number
  /** Ends tunnels that are still being opened. */
  readonly signal: AbortSignal
}

/**
 * A connection through an HTTP proxy: CONNECT, RFC 9110 §9.3.6.
 *
 * @param authority host and port of the target; an IPv6 address in brackets
 * @throws Fault `proxy` with the status by which the proxy refused, `timeout`; errors of the network as they are
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
    signal,
    rejectUnauthorized: true,
    ...(secureContext && { secureContext }),
  })
  const timer = setTimeout(() => outgoing.destroy(new Fault('timeout', tellTime(connectLimit))), connectLimit)
  return new Promise<Socket>((resolve, reject) => {
    outgoing.on('connect', ({ statusCode = 0 }, socket, rest) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        return reject(new Fault('proxy', undefined, statusCode))
      }
      socket.unshift(rest)
      resolve(socket as Socket)
    })
    outgoing.on('error', reject)
    outgoing.end()
  }).finally(() => clearTimeout(timer))
}
