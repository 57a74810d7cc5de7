import type { Socket } from 'node:net'
import * as net from 'node:net'
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls'
import { commonReasons, UsageError } from '@suite/errors'
import { isReadableByOthers } from './address.ts'
import { Fault } from './failure.ts'
import { proxyFor } from './proxy.ts'
import { readTrust } from './trust.ts'
import { openTunnel } from './tunnel.ts'

export interface Way {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** PEM text of authorities to trust beside Node's own. */
  readonly certificateAuthorities: string | undefined
}

/** A new connection, still being made where `opening` says so. */
export interface Connection {
  readonly socket: Socket | TLSSocket
  readonly secure: boolean
}

interface Target {
  readonly url: URL
  /** IPv4 or IPv6 alone. */
  readonly family: 4 | 6 | undefined
  /** Milliseconds that it may take. */
  readonly limit: number
}

/** Opens a new connection to a target, directly or through the proxy of the environment. */
export type Connect = (target: Target, signal: AbortSignal) => Promise<Connection>

export function createConnect({ environment, certificateAuthorities }: Way): Connect {
  let read: Promise<SecureContext | undefined> | undefined
  /** Made once for all connections, since it takes tens of milliseconds. */
  const trusted = () => {
    read ??= readTrust(certificateAuthorities, environment)
    return read
  }
  return async ({ url, family, limit }, signal) => {
    if (isReadableByOthers(url))
      throw new UsageError(
        commonReasons['input-invalid'],
        `${url.origin} must be https (plain http only on loopback): nothing was sent`,
        'Write base-url with https.',
      )
    const proxy = proxyFor(url, environment)
    if (proxy && family !== undefined)
      throw new Fault('no-route', 'a proxy is in between, which chooses IPv4 or IPv6 itself')
    const secure = url.protocol === 'https:'
    const to = { host: hostOf(url), port: portOf(url), ...(family && { family }) }
    const version = net.isIP(to.host)
    if (family !== undefined && version !== 0 && version !== family)
      throw new Fault('no-route', `an address of IPv${version} is not reached by IPv${family}`)
    // Plain http is for loopback, which is never proxied.
    if (!secure) return { socket: net.connect(to), secure }
    const secureContext = await trusted()
    const tunnel = proxy && { proxy, secureContext, connectLimit: limit, signal }
    const through = tunnel && { socket: await throughProxy(url, tunnel) }
    const socket = await overTls({ ...to, ALPNProtocols: ['http/1.1'], ...through }, secureContext)
    return { socket, secure }
  }
}

async function overTls(
  options: ConnectionOptions & { readonly host: string },
  secureContext: SecureContext | undefined,
): Promise<TLSSocket> {
  const tls = await import('node:tls')
  return tls.connect({
    ...options,
    servername: net.isIP(options.host) === 0 ? options.host : '',
    // Said here, because NODE_TLS_REJECT_UNAUTHORIZED=0 of the environment would otherwise let any certificate pass.
    rejectUnauthorized: true,
    ...(secureContext && { secureContext }),
  })
}

async function throughProxy(url: URL, options: Parameters<typeof openTunnel>[1]): Promise<net.Socket> {
  return openTunnel(`${url.hostname}:${portOf(url)}`, options).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.status === undefined) throw error
    throw new Fault('proxy', `the proxy answered ${error.status}`)
  })
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}
