import type { People } from '@suite/forge-ports'
import { isRefusal } from '@suite/forge-rest'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'
import { askAll } from './pages.ts'

/** Under which Gitea lets the token of a job act. */
const actionsUser = { login: 'gitea-actions', id: -2 }

/** Whether it was the token of a job. The id tells it from a person who took the name. */
export function isActionsUser(user: { readonly id: number } | null | undefined): boolean {
  return user?.id === actionsUser.id
}

/** {@link People} over Gitea's REST API. */
export function createGiteaPeople(client: GiteaClient): People {
  return {
    async actor() {
      try {
        const { data } = await client.ask({
          to: 'ask who the token is',
          permission: 'read:user (a scope of a token)',
          route: 'GET /user',
          answer: answers.login,
        })
        return data.login
      } catch (error) {
        // The token of a job has no scopes; one that lacks a scope is a person's, whose name must be known.
        const isOfJob = isRefusal(error, 403) && error.said !== '' && !error.said.includes('required scope')
        if (isOfJob) return actionsUser.login
        throw error
      }
    },
    async isTeamMember(team, user) {
      const [organization = '', name = ''] = team.split('/')
      const found = await teamsOf(client, organization, name)
      const wanted = found.find((each) => each.name.toLowerCase() === name.toLowerCase())
      if (wanted === undefined) return false
      try {
        const { data } = await client.ask({
          to: `look ${user} up in ${team}`,
          permission: 'read:organization (a scope of a token)',
          route: 'GET /teams/{id}/members/{user}',
          path: { id: wanted.id, user },
          answer: answers.login,
        })
        return data.login.toLowerCase() === user.toLowerCase()
      } catch (error) {
        if (isRefusal(error, 404)) return false
        throw error
      }
    },
  }
}

/** A team that the token may not see has no members. */
async function teamsOf(client: GiteaClient, organization: string, name: string) {
  try {
    return await askAll(client, {
      to: `look for the team ${organization}/${name}`,
      permission: 'read:organization (a scope of a token)',
      route: 'GET /orgs/{organization}/teams/search',
      path: { organization },
      query: { q: name },
      answer: answers.teams,
    })
  } catch (error) {
    if (isRefusal(error, 404)) return []
    throw error
  }
}
