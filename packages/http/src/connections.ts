import * as http from 'node:http'
import type { SecureContext } from 'node:tls'
import { type Environment, proxyFor, readCredentials, readTrust } from '@suite/wire'
import type { Pace } from './pace.ts'

/** Opens a request towards one target; the caller ends it. */
export interface Route {
  readonly secure: boolean
  readonly throughProxy: boolean
  open(options: http.RequestOptions): http.ClientRequest
}

/** The kept connections of one transport, by way: direct or through which proxy, with or without TLS. */
export interface Connections {
  /**
   * @param fresh use no kept connection and keep none, and resume no TLS session: whatever spreads connections over
   *   several servers chooses anew
   * @throws UsageError where the proxy or the certificate authorities given cannot be read
   */
  to(target: URL, fresh: boolean): Promise<Route>
  close(): void
}

export interface ConnectionsOptions {
  readonly environment: Environment
  readonly certificateAuthorities: string | undefined
  readonly pace: Pace
  readonly signal: AbortSignal
}

/** GitHub wants no more than 100 requests at once; browsers take 6 to a host. */
const keptOptions = { keepAlive: true, maxSockets: 10 }
const freshOptions = { keepAlive: false, maxSockets: 10, maxCachedSessions: 0 }
const agentOptionsOf = (fresh: boolean) => (fresh ? freshOptions : keptOptions)
/** Said here, because NODE_TLS_REJECT_UNAUTHORIZED=0 of the environment would otherwise let any certificate pass. */
const secureOptionsOf = (fresh: boolean) => ({ ...agentOptionsOf(fresh), rejectUnauthorized: true })

export function createConnections(options: ConnectionsOptions): Connections {
  const agents = new Map<string, Promise<http.Agent>>()
  let trust: Promise<SecureContext | undefined> | undefined

  function agent(key: string, create: () => Promise<http.Agent>): Promise<http.Agent> {
    const kept = agents.get(key) ?? create()
    agents.set(key, kept)
    return kept
  }

  /** Loaded only where TLS is spoken: 3 ms. */
  async function secureAgent(fresh: boolean): Promise<http.Agent> {
    const [{ Agent }, secureContext] = await Promise.all([import('node:https'), trusted()])
    return new Agent({ ...secureOptionsOf(fresh), ...(secureContext && { secureContext }) })
  }

  async function tunnelAgent(proxy: URL, fresh: boolean): Promise<http.Agent> {
    const [{ createTunnelAgent }, secureContext] = await Promise.all([import('./tunnel-agent.ts'), trusted()])
    return createTunnelAgent(
      { ...secureOptionsOf(fresh), ...(secureContext && { secureContext }) },
      { proxy, secureContext, connectLimit: options.pace.connect, signal: options.signal },
    )
  }

  function trusted(): Promise<SecureContext | undefined> {
    trust ??= readTrust(options.certificateAuthorities, options.environment)
    return trust
  }

  return {
    async to(target, fresh) {
      const proxy = proxyFor(target, options.environment)
      const secure = target.protocol === 'https:'
      const throughProxy = proxy !== undefined
      const secureHop = secure || proxy?.protocol === 'https:'
      const kept = await agent(`${secure} ${fresh} ${proxy?.href ?? ''}`, async () => {
        if (secure && proxy) return tunnelAgent(proxy, fresh)
        return secureHop ? secureAgent(fresh) : new http.Agent(agentOptionsOf(fresh))
      })
      const { request } = secureHop ? await import('node:https') : http
      return {
        secure: secureHop,
        throughProxy,
        open: (wire) =>
          proxy && !secure
            ? request(new URL(proxy.origin), { ...wire, ...absoluteForm(target, proxy, wire), agent: kept })
            : request(target, { ...wire, agent: kept }),
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
function absoluteForm(target: URL, proxy: URL, wire: http.RequestOptions): http.RequestOptions {
  const credentials = readCredentials(proxy)
  return {
    path: `${target.origin}${target.pathname}${target.search}`,
    headers: {
      ...(wire.headers as http.OutgoingHttpHeaders),
      host: target.host,
      ...(credentials && { 'proxy-authorization': credentials }),
    },
  }
}
