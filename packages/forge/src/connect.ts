import type { Forge } from '@suite/forge-ports'
import type { Transport } from '@suite/http'
import { createGiteaChanges } from './gitea/changes.ts'
import { createGiteaClient } from './gitea/client.ts'
import { createGiteaPullRequests } from './gitea/pull-requests.ts'
import { createGitHubChanges } from './github/changes.ts'
import { createGitHubClient } from './github/client.ts'
import { createGitHubPullRequests } from './github/pull-requests.ts'

/** Where a forge is, and by what it is reached. */
export interface Connection {
  readonly environment: {
    readonly forge: 'github' | 'gitea'
    readonly apiUrl: string
    readonly repository: { readonly owner: string; readonly name: string }
  }
  readonly transport: Transport
}

/**
 * The ports of the forge that this run belongs to. Nothing is requested yet. Forgejo is spoken with as Gitea, from
 * which it parted: what it answers otherwise is red by its shape or count.
 */
export function connectForge({ environment, transport }: Connection, token: string): Forge {
  const { forge, apiUrl, repository } = environment
  const access = { apiUrl, token, repository, transport }
  if (forge === 'gitea') {
    const client = createGiteaClient(access)
    const changes = createGiteaChanges(client)
    return { changes, pullRequests: createGiteaPullRequests(client, changes) }
  }
  const client = createGitHubClient(access)
  const changes = createGitHubChanges(client)
  return { changes, pullRequests: createGitHubPullRequests(client, changes) }
}
