import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { Fault } from './failure.ts'
import { readCredentials } from './proxy.ts'
import { tellTime } from './tell-time.ts'

export interface TunnelOptions {
  readonly proxy: URL
  readonly agentOptions: https.AgentOptions
  readonly secureContext: SecureContext | undefined
  /** Milliseconds that the proxy may take to connect. */
  readonly connectLimit: number
  /** Ends tunnels that are still being opened. */
  readonly signal: AbortSignal
}

/**
 * An agent whose connections go through an HTTP proxy (CONNECT, RFC 9110 §9.3.6), with TLS to the target inside.
 *
 * The packages for this (https-proxy-agent) hand a proxy's refusal on as if the target had answered, so that a proxy's
 * 404 would read as "there is no such file", and keep connecting when the run is over. Here a refusal is an error.
 */
export function createTunnelAgent(options: TunnelOptions): https.Agent {
  const agent = new https.Agent(options.agentOptions)
  const connectTls = agent.createConnection.bind(agent)
  agent.createConnection = (target, callback) => {
    openTunnel(`${bracketed(target.host)}:${target.port}`, options).then(
      (socket) => callback?.(null, connectTls({ ...target, socket } as TunneledOptions) as Socket),
      (error: Error) => callback?.(error, undefined as never),
    )
    return undefined
  }
  return agent
}

/** `tls.connect` takes the socket to speak through; the agent's type does not say so. */
type TunneledOptions = https.RequestOptions & { readonly socket: Socket }

function openTunnel(
  authority: string,
  { proxy, secureContext, connectLimit, signal }: TunnelOptions,
): Promise<Socket> {
  const { request } = proxy.protocol === 'https:' ? https : http
  const credentials = readCredentials(proxy)
  const outgoing = request(new URL(proxy.origin), {
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(credentials && { 'proxy-authorization': credentials }) },
    agent: false,
    signal,
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

function bracketed(host: string | null | undefined): string {
  return host?.includes(':') ? `[${host}]` : String(host)
}
