import { setTimeout as sleep } from 'node:timers/promises'
import type { ForgeAccess } from '../client.ts'
import { createComments } from '../comments.ts'
import type { Forge } from '../ports/forge.ts'
import { createGitHubChanges } from './changes.ts'
import { createGitHubClient } from './client.ts'
import { createGitHubLabels } from './labels.ts'
import { createGitHubPeople } from './people.ts'
import { createGitHubPullRequests } from './pull-requests.ts'
import { createGitHubRepository } from './repository.ts'
import type { Wait } from './test-merge.ts'

const waitReally: Wait = async (milliseconds) => {
  await sleep(milliseconds)
}

/** Returns the ports of GitHub, without a request. */
export function connectGitHub(access: ForgeAccess, wait: Wait = waitReally): Forge {
  const client = createGitHubClient(access)
  const changes = createGitHubChanges(client)
  return {
    changes,
    pullRequests: createGitHubPullRequests(client, changes, wait),
    labels: createGitHubLabels(client),
    comments: createComments(client),
    people: createGitHubPeople(client),
    repository: createGitHubRepository(client),
  }
}
