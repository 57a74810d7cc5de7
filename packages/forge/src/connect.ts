import type { Transport } from '@suite/http'
import { connectGitea } from './gitea/connect.ts'
import { connectGitHub } from './github/connect.ts'
import type { Forge } from './ports/forge.ts'

/** The address of a forge, and the transport that reaches it. */
export interface Connection {
  readonly environment: {
    readonly forge: 'github' | 'gitea'
    readonly apiUrl: string
    readonly repository: { readonly owner: string; readonly name: string }
  }
  readonly transport: Transport
}

/** Returns the ports of the forge that this run belongs to, without a request. */
export function connectForge({ environment, transport }: Connection, token: string): Forge {
  const { forge, apiUrl, repository } = environment
  const connect = forge === 'gitea' ? connectGitea : connectGitHub
  return connect({ apiUrl, token, repository, transport })
}
