import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { People } from '../ports/people.ts'
import * as answers from './answers.ts'

/** The user as which the token of a job acts on Gitea. */
const actionsUser = { login: 'gitea-actions', id: -2 }

/** Returns whether a user is the token of a job. The id differs from that of a person with this name. */
export function isActionsUser(user: { readonly id: number } | null | undefined): boolean {
  return user?.id === actionsUser.id
}

/**
 * Returns {@link People} over Gitea's REST API.
 * @throws OutsideError from its methods, if Gitea refuses a request
 */
export function createGiteaPeople(client: ForgeClient): People {
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
        // The token of a job has no scopes. A token that lacks a scope belongs to a person, whose name must not be guessed.
        const isOfJob = isRefusal(error, 403) && error.said !== '' && !error.said.includes('required scope')
        if (isOfJob) return actionsUser.login
        throw error
      }
    },
    async membersAmong(team, users) {
      const [organization = '', name = ''] = team.split('/')
      try {
        const found = await findTeam(client, organization, name)
        if (found === undefined) return unseen(team, 'is not among the teams that the token is shown')
        const isMember = await Promise.all(
          users.map(async (user) => user !== '' && isIn(client, found.id, team, user)),
        )
        return { members: users.filter((_, index) => isMember[index]), unseen: undefined }
      } catch (error) {
        if (isRefusal(error, 403) || isRefusal(error, 404))
          return unseen(team, `is not shown to the token (${error.message})`)
        throw error
      }
    },
  }
}

const permission = 'read:organization (a scope of a token)'

function unseen(team: string, why: string) {
  const needs = 'the scope `read:organization` and a user who owns the organization or is in the team'
  return { members: [], unseen: `${team} ${why}; the token needs ${needs}` }
}

/** Reads the list of all teams, because the search finds only the teams of the token's user. */
async function findTeam(client: ForgeClient, organization: string, name: string) {
  const teams = await client.askAll({
    to: `list the teams of ${organization}`,
    permission,
    route: 'GET /orgs/{organization}/teams',
    path: { organization },
    answer: answers.teams,
  })
  return teams.find((each) => each.name.toLowerCase() === name.toLowerCase())
}

/** @throws OutsideError with the 403 of a token that may not see the members of the team */
async function isIn(client: ForgeClient, id: number, team: string, user: string): Promise<boolean> {
  try {
    const { data } = await client.ask({
      to: `look ${user} up in ${team}`,
      permission,
      route: 'GET /teams/{id}/members/{user}',
      path: { id, user },
      answer: answers.login,
    })
    return data.login.toLowerCase() === user.toLowerCase()
  } catch (error) {
    if (isRefusal(error, 404)) return false
    throw error
  }
}
