import * as http from 'node:http'
import type * as https from 'node:https'
import type { SecureContext } from 'node:tls'
import { type Environment, proxyFor, readCredentials } from './proxy.ts'
import { serverNameOf, tlsOptions } from './tls-options.ts'
import { readTrust } from './trust.ts'
import type { TunneledOptions } from './tunnel-agent.ts'

/** Opens a request towards one target; the caller ends it. */
export interface Route {
  /** TLS is spoken, with the target or with the proxy. */
  readonly secure: boolean
  /** TLS is spoken with the target, so that the certificate is the target's. */
  readonly secureTarget: boolean
  readonly throughProxy: boolean
  /** @param signal ends a tunnel that is still being opened */
  open(options: http.RequestOptions, signal: AbortSignal): http.ClientRequest
}

/** The connections of one client, kept by way: direct or through which proxy, with or without TLS. */
export interface Connections {
  /**
   * @param fresh use a new connection, do not keep it, and resume no TLS session: a load balancer chooses
   *   a server again
   * @throws UsageError if the proxy or the certificate authorities given cannot be read
   */
  to(target: URL, fresh: boolean): Promise<Route>
  close(): void
}

export interface ConnectionsOptions {
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up, in lower case first. */
  readonly environment: Environment
  /** PEM text of authorities that are trusted in addition to Node's own. */
  readonly certificateAuthorities: string | undefined
  /** The highest number of connections to one host at the same time. */
  readonly atOnce: number
  /** Milliseconds that a proxy may take to open a tunnel; undefined: as long as the request may take. */
  readonly connectLimit: number | undefined
}

/** Nothing is connected or loaded before the first request. */
export function createConnections(options: ConnectionsOptions): Connections {
  const agents = new Map<string, Promise<http.Agent>>()
  let trust: Promise<SecureContext | undefined> | undefined

  function agent(key: string, create: () => Promise<http.Agent>): Promise<http.Agent> {
    const kept = agents.get(key) ?? create()
    agents.set(key, kept)
    return kept
  }

  function agentOptions(fresh: boolean) {
    const { atOnce: maxSockets } = options
    return fresh ? { keepAlive: false, maxSockets, maxCachedSessions: 0 } : { keepAlive: true, maxSockets }
  }

  /** `node:https` is loaded only if TLS is spoken: 3 ms. */
  async function secureAgent(fresh: boolean): Promise<http.Agent> {
    const [{ Agent }, secureContext] = await Promise.all([import('node:https'), trusted()])
    return new Agent({ ...agentOptions(fresh), ...tlsOptions(secureContext) })
  }

  async function tunnelAgent(proxy: URL, fresh: boolean): Promise<http.Agent> {
    const [{ createTunnelAgent }, secureContext] = await Promise.all([import('./tunnel-agent.ts'), trusted()])
    const { connectLimit } = options
    const secureOptions = { ...agentOptions(fresh), ...tlsOptions(secureContext) }
    return createTunnelAgent(secureOptions, { proxy, secureContext, connectLimit })
  }

  /** Made once for all connections, since it takes tens of milliseconds. */
  function trusted(): Promise<SecureContext | undefined> {
    trust ??= readTrust(options.certificateAuthorities, options.environment)
    return trust
  }

  return {
    async to(target, fresh) {
      const proxy = proxyFor(target, options.environment)
      const secureTarget = target.protocol === 'https:'
      const secure = secureTarget || proxy?.protocol === 'https:'
      const kept = await agent(`${secureTarget} ${fresh} ${proxy?.href ?? ''}`, async () => {
        if (secureTarget && proxy) return tunnelAgent(proxy, fresh)
        return secure ? secureAgent(fresh) : new http.Agent(agentOptions(fresh))
      })
      const { request } = secure ? await import('node:https') : http
      return {
        secure,
        secureTarget,
        throughProxy: proxy !== undefined,
        open(sent, tunnelSignal) {
          const [to, way] =
            proxy && !secureTarget ? [new URL(proxy.origin), absoluteForm(target, proxy, sent)] : [target, {}]
          const options: https.RequestOptions & TunneledOptions = {
            ...sent,
            ...way,
            agent: kept,
            servername: serverNameOf(to),
            tunnelSignal,
          }
          return request(to, options)
        },
      }
    },
    close() {
      for (const kept of agents.values()) {
        kept.then(
          (each) => each.destroy(),
          () => undefined,
        )
      }
    },
  }
}

/** How a proxy is asked for a plain `http:` target: RFC 9112 §3.2.2. */
function absoluteForm(target: URL, proxy: URL, sent: http.RequestOptions): http.RequestOptions {
  const credentials = readCredentials(proxy)
  return {
    path: `${target.origin}${target.pathname}${target.search}`,
    headers: {
      ...(sent.headers as http.OutgoingHttpHeaders),
      host: target.host,
      ...(credentials && { 'proxy-authorization': credentials }),
    },
  }
}
