import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { People } from '../ports/people.ts'
import * as answers from './answers.ts'

/** Under which Gitea lets the token of a job act. */
const actionsUser = { login: 'gitea-actions', id: -2 }

/** Whether it was the token of a job. The id tells it from a person who took the name. */
export function isActionsUser(user: { readonly id: number } | null | undefined): boolean {
  return user?.id === actionsUser.id
}

/** {@link People} over Gitea's REST API. */
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
        // The token of a job has no scopes; one that lacks a scope is a person's, whose name must be known.
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

/** By the list of all teams: the search finds those of the asking user alone. */
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

/** @throws OutsideError with the 403 of a token that may not see who is in the team */
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
