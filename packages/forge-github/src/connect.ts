import type { Forge } from '@suite/forge-ports'
import { createGitHubChanges } from './changes.ts'
import { createGitHubClient, type GitHubAccess } from './client.ts'
import { createGitHubPullRequests } from './pull-requests.ts'
import { createGitHubRepository } from './repository.ts'

/** The ports of GitHub. Nothing is requested yet. */
export function connectGitHub(access: GitHubAccess): Forge {
  const client = createGitHubClient(access)
  const changes = createGitHubChanges(client)
  const repository = createGitHubRepository(client)
  return { changes, pullRequests: createGitHubPullRequests(client, changes), repository }
}
