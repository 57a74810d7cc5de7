import type { ForgeAccess } from '../client.ts'
import { createComments } from '../comments.ts'
import type { Forge } from '../ports/forge.ts'
import { createGiteaChanges } from './changes.ts'
import { createGiteaClient } from './client.ts'
import { createGiteaLabels } from './labels.ts'
import { createGiteaPeople } from './people.ts'
import { createGiteaPullRequests } from './pull-requests.ts'
import { createGiteaRepository } from './repository.ts'

/**
 * Returns the ports of Gitea, without a request. They also work with Forgejo. If it answers with another shape or
 * count, the run fails.
 */
export function connectGitea(access: ForgeAccess): Forge {
  const client = createGiteaClient(access)
  const changes = createGiteaChanges(client)
  return {
    changes,
    pullRequests: createGiteaPullRequests(client, changes),
    labels: createGiteaLabels(client),
    comments: createComments(client),
    people: createGiteaPeople(client),
    repository: createGiteaRepository(client),
  }
}
