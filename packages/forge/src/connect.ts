import { UsageError } from '@suite/errors'
import type { Transport } from '@suite/http'
import type { Changes } from './changes.ts'
import { createGitHubChanges } from './github/changes.ts'
import { createGitHubClient } from './github/client.ts'
import { createGitHubPullRequests } from './github/pull-requests.ts'
import type { PullRequests } from './pull-requests.ts'

/** The ports of one forge, over one token. */
export interface Forge {
  readonly changes: Changes
  readonly pullRequests: PullRequests
}

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
 * The ports of the forge that this run belongs to. Nothing is requested yet.
 * @throws UsageError `forge-unsupported` on a forge that is not implemented, so that nothing is read the wrong way
 */
export function connectForge({ environment, transport }: Connection, token: string): Forge {
  const { forge, apiUrl, repository } = environment
  if (forge !== 'github')
    throw new UsageError(
      'forge-unsupported',
      `this version does not speak with ${forge}`,
      'Run it on GitHub or GitHub Enterprise Server.',
    )
  const client = createGitHubClient({ apiUrl, token, repository, transport })
  const changes = createGitHubChanges(client)
  return { changes, pullRequests: createGitHubPullRequests(client, changes) }
}
