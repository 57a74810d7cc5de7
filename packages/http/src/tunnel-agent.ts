import * as https from 'node:https'
import type { Socket } from 'node:net'
import { openTunnel, type TunnelOptions } from '@suite/wire'

/**
 * An agent whose connections go through an HTTP proxy, with TLS to the target inside.
 *
 * The packages for this (https-proxy-agent) hand a proxy's refusal on as if the target had answered, so that a proxy's
 * 404 would read as "there is no such file", and keep connecting when the run is over. Here a refusal is an error.
 */
export function createTunnelAgent(agentOptions: https.AgentOptions, options: TunnelOptions): https.Agent {
  const agent = new https.Agent(agentOptions)
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

function bracketed(host: string | null | undefined): string {
  return host?.includes(':') ? `[${host}]` : String(host)
}
