import type { Repository } from '../ports/repository.ts'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'

/** {@link Repository} over GitHub's REST API. */
export function createGitHubRepository(client: GitHubClient): Repository {
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
