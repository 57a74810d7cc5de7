import type { Forge } from '../ports/forge.ts'
import { createGiteaChanges } from './changes.ts'
import { createGiteaClient, type GiteaAccess } from './client.ts'
import { createGiteaPullRequests } from './pull-requests.ts'
import { createGiteaRepository } from './repository.ts'

/**
 * The ports of Gitea. Nothing is requested yet. Forgejo is spoken with as Gitea, from which it parted: what it answers
 * otherwise is red by its shape or count.
 */
export function connectGitea(access: GiteaAccess): Forge {
  const client = createGiteaClient(access)
  const changes = createGiteaChanges(client)
  const repository = createGiteaRepository(client)
  return { changes, pullRequests: createGiteaPullRequests(client, changes), repository }
}
