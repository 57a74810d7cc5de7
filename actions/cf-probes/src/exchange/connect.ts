import type { Socket } from 'node:net'
import * as net from 'node:net'
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls'
import { Fault } from './failure.ts'
import { type Environment, openTunnel, proxyFor } from './proxy.ts'

export interface Way {
  readonly environment: Environment
  /** PEM text of authorities to trust beside Node's own. */
  readonly certificateAuthorities: string | undefined
}

/** A new connection, still being made where `opening` says so. */
export interface Connection {
  readonly socket: Socket | TLSSocket
  readonly secure: boolean
  /** A proxy that takes plain requests for others. */
  readonly forwardedBy: URL | undefined
}

let trusted: { readonly pem: string; readonly context: SecureContext } | undefined

/** Opens a connection to a target, directly or through the proxy of the environment. */
export async function connect(
  target: URL,
  family: 4 | 6 | undefined,
  { environment, certificateAuthorities }: Way,
  signal: AbortSignal,
): Promise<Connection> {
  const proxy = proxyFor(target, environment)
  if (proxy && family !== undefined)
    throw new Fault('no-route', 'a proxy is in between, which chooses IPv4 or IPv6 itself')
  const secure = target.protocol === 'https:'
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (family !== undefined && net.isIP(host) !== 0 && net.isIP(host) !== family)
    throw new Fault('no-route', `an address of IPv${net.isIP(host)} is not reached by IPv${family}`)
  if (!secure && !proxy) {
    const port = Number(target.port || 80)
    return { socket: net.connect({ host, port, ...(family && { family }) }), secure, forwardedBy: undefined }
  }
  const tls = await import('node:tls')
  const context = await contextOf(certificateAuthorities)
  const trust = context && { secureContext: context }
  if (!secure && proxy) return { socket: await toProxy(proxy, trust), secure, forwardedBy: proxy }
  const through = proxy ? { socket: await openTunnel(target, proxy, signal) } : {}
  const socket = tls.connect({
    host,
    port: Number(target.port || 443),
    servername: net.isIP(host) ? '' : host,
    ALPNProtocols: ['http/1.1'],
    ...(family && { family }),
    ...trust,
    ...through,
  } as ConnectionOptions)
  return { socket, secure, forwardedBy: undefined }
}

async function toProxy(proxy: URL, trust: { secureContext: SecureContext } | undefined): Promise<Socket> {
  const secure = proxy.protocol === 'https:'
  const host = proxy.hostname.replace(/^\[|\]$/g, '')
  const port = Number(proxy.port || (secure ? 443 : 80))
  if (!secure) return net.connect({ host, port })
  const tls = await import('node:tls')
  return tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...trust })
}

/** Made once for all connections, since it takes tens of milliseconds. */
async function contextOf(pem: string | undefined): Promise<SecureContext | undefined> {
  if (pem === undefined) return undefined
  if (trusted?.pem !== pem) {
    const { trustAlso } = await import('./trust.ts')
    trusted = { pem, context: trustAlso(pem) }
  }
  return trusted.context
}
