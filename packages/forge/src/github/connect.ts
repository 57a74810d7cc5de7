import { setTimeout as sleep } from 'node:timers/promises'
import type { Forge } from '../ports/forge.ts'
import { createGitHubChanges } from './changes.ts'
import { createGitHubClient, type GitHubAccess } from './client.ts'
import { createGitHubPullRequests } from './pull-requests.ts'
import { createGitHubRepository } from './repository.ts'
import type { Wait } from './test-merge.ts'

const waitReally: Wait = async (milliseconds) => {
  await sleep(milliseconds)
}

/** The ports of GitHub. Nothing is requested yet. */
export function connectGitHub(access: GitHubAccess, wait: Wait = waitReally): Forge {
  const client = createGitHubClient(access)
  const changes = createGitHubChanges(client)
  const repository = createGitHubRepository(client)
  return { changes, pullRequests: createGitHubPullRequests(client, changes, wait), repository }
}
