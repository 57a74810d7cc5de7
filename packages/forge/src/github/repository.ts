import type { ForgeClient } from '../client.ts'
import type { Repository } from '../ports/repository.ts'
import { createDefaultBranch } from '../repository.ts'
import * as answers from './answers.ts'
import { isUnrelated } from './history.ts'
import { repositoryTags } from './release-answers.ts'

const permission = 'contents: read'

/** Returns {@link Repository} over GitHub's REST API. */
export function createGitHubRepository(client: ForgeClient): Repository {
  return {
    ...createDefaultBranch(client),
    async headOf(branch) {
      const { data } = await client.ask({
        to: `find the commit of the branch ${branch}`,
        permission,
        route: 'GET /repos/{owner}/{repo}/git/ref/heads/{branch*}',
        path: { branch },
        answer: answers.gitRef(`refs/heads/${branch}`),
      })
      return data.object.sha
    },
    async isAncestor(commit, of) {
      if (commit === of) return true
      try {
        const { data } = await client.ask({
          to: `find whether ${commit} is an ancestor of ${of}`,
          permission,
          route: 'GET /repos/{owner}/{repo}/compare/{range}',
          path: { range: `${of}...${commit}` },
          query: { per_page: 1 },
          answer: answers.mergeBase,
        })
        return data.merge_base_commit.sha === commit
      } catch (error) {
        if (isUnrelated(error)) return false
        throw error
      }
    },
    async tags() {
      const rows = await client.askAll({
        to: 'list the tags',
        permission,
        route: 'GET /repos/{owner}/{repo}/tags',
        answer: repositoryTags,
      })
      return rows.map(({ name, commit }) => ({ name, commit: commit.sha }))
    },
  }
}
