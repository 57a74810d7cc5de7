import type { People } from '@suite/forge-ports'
import { isRefusal } from '@suite/forge-rest'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'

/** {@link People} over GitHub's REST API. */
export function createGitHubPeople(client: GitHubClient): People {
  return {
    async actor() {
      try {
        const { data } = await client.ask({
          to: 'ask who the token is',
          permission: 'metadata: read',
          route: 'GET /user',
          answer: answers.login,
        })
        return data.login
      } catch (error) {
        // The token of an installation is no user, and that of the job is the one that is there without asking.
        if (isRefusal(error, 403, 'Resource not accessible by integration')) return 'github-actions[bot]'
        throw error
      }
    },
    async isTeamMember(team, user) {
      const [organization, slug] = team.split('/')
      try {
        const { data } = await client.ask({
          to: `look ${user} up in ${team}`,
          permission: 'members: read (organization)',
          route: 'GET /orgs/{organization}/teams/{slug}/memberships/{user}',
          with: { organization, slug, user },
          answer: answers.membership,
        })
        return data.state === 'active'
      } catch (error) {
        if (isRefusal(error, 404)) return false
        throw error
      }
    },
  }
}
