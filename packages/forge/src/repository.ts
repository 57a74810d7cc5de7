import * as answers from './answers.ts'
import type { ForgeClient } from './client.ts'
import type { Repository } from './ports/repository.ts'

/** Returns the part of {@link Repository} that GitHub and Gitea have in the same place. */
export function createDefaultBranch(client: ForgeClient): Pick<Repository, 'defaultBranch'> {
  return {
    async defaultBranch() {
      const { data } = await client.ask({
        to: 'find the default branch',
        permission: 'contents: read',
        route: 'GET /repos/{owner}/{repo}',
        answer: answers.repository,
      })
      return data.default_branch
    },
  }
}
