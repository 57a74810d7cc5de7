import * as https from 'node:https'
import type { Socket } from 'node:net'
import { openTunnel, type TunnelOptions } from './tunnel.ts'

/**
 * An agent whose connections go through an HTTP proxy, with TLS to the target inside.
 *
 * The packages for this (https-proxy-agent) return a proxy's refusal as if the target had answered, so that a proxy's
 * 404 would read as "there is no such file", and they go on connecting when the run is over. Here a refusal is an
 * error.
 */
export function createTunnelAgent(
  agentOptions: https.AgentOptions,
  options: Omit<TunnelOptions, 'signal'>,
): https.Agent {
  const agent = new https.Agent(agentOptions)
  const connectTls = agent.createConnection.bind(agent)
  agent.createConnection = (target, callback) => {
    openTunnel(`${bracketed(target.host)}:${target.port}`, {
      ...options,
      signal: (target as TunneledOptions).tunnelSignal,
    }).then(
      (socket) => callback?.(null, connectTls({ ...target, socket } as https.RequestOptions) as Socket),
      (error: Error) => callback?.(error, undefined as never),
    )
    return undefined
  }
  return agent
}

/** The agent gets the options of the request as they are. Node knows nothing of this one. */
export interface TunneledOptions {
  /** Ends a tunnel that is still being opened. */
  readonly tunnelSignal?: AbortSignal | undefined
}

function bracketed(host: string | null | undefined): string {
  return host?.includes(':') ? `[${host}]` : String(host)
}
