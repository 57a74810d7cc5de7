import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { People } from '../ports/people.ts'
import * as answers from './answers.ts'

/**
 * Returns {@link People} over GitHub's REST API.
 * @throws OutsideError from its methods, if GitHub refuses a request
 */
export function createGitHubPeople(client: ForgeClient): People {
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
        // The token of an installation has no user. It is taken for the token of the job, which every run has.
        if (isRefusal(error, 403, 'Resource not accessible by integration')) return 'github-actions[bot]'
        throw error
      }
    },
    async membersAmong(team, users) {
      const found = await Promise.all(users.map(async (user) => user !== '' && isMember(client, team, user)))
      const members = users.filter((_, index) => found[index])
      const unseen = users.length > 0 && members.length === 0 ? await whyUnseen(client, team) : undefined
      return { members, unseen }
    },
  }
}

const permission = 'members: read (organization)'

async function isMember(client: ForgeClient, team: string, user: string): Promise<boolean> {
  const [organization = '', slug = ''] = team.split('/')
  try {
    const { data } = await client.ask({
      to: `look ${user} up in ${team}`,
      permission,
      route: 'GET /orgs/{organization}/teams/{slug}/memberships/{user}',
      path: { organization, slug, user },
      answer: answers.membership,
    })
    return data.state === 'active'
  } catch (error) {
    if (isRefusal(error, 404)) return false
    throw error
  }
}

/** A token that does not see the team also gets a 404 for a member. */
async function whyUnseen(client: ForgeClient, team: string): Promise<string | undefined> {
  const [organization = '', slug = ''] = team.split('/')
  try {
    const route = 'GET /orgs/{organization}/teams/{slug}'
    const asked = { to: `look at the team ${team}`, permission, route }
    await client.ask({ ...asked, path: { organization, slug }, answer: answers.team })
    return undefined
  } catch (error) {
    if (!isRefusal(error, 404)) throw error
    return `there is no team ${team}, or the token does not see it: it needs \`${permission}\``
  }
}
