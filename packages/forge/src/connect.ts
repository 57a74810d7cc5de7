import type { Transport } from '@suite/http'
import { connectGitea } from './gitea/connect.ts'
import { connectGitHub } from './github/connect.ts'
import type { Forge } from './ports/forge.ts'

/** Where a forge is, and by what it is reached. */
export interface Connection {
  readonly environment: {
    readonly forge: 'github' | 'gitea'
    readonly apiUrl: string
    readonly repository: { readonly owner: string; readonly name: string }
  }
  readonly transport: Transport
}

/** The ports of the forge that this run belongs to. Nothing is requested yet. */
export function connectForge({ environment, transport }: Connection, token: string): Forge {
  const { forge, apiUrl, repository } = environment
  const connect = forge === 'gitea' ? connectGitea : connectGitHub
  return connect({ apiUrl, token, repository, transport })
}
