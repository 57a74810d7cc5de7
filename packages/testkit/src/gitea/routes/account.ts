import { type Call, endpoint, notFound, paged, problem } from '../endpoint.ts'
import { userJson } from '../present.ts'
import type { Organization } from '../state.ts'

export const accountEndpoints = [
  endpoint('GET', '/user', [], ({ state, token }) => {
    if (token.kind === 'personal' && token.permissions.user === undefined)
      throw problem(403, 'token does not have at least one of required scope(s): [read:user]')
    return { status: 200, body: userJson(state, token.actor) }
  }),

  // Needs no permission. It shows only the teams of the calling user, even if there are others.
  endpoint('GET', '/orgs/:org/teams/search', [], (call) => {
    const query = (call.request.query.get('q') ?? '').toLowerCase()
    const own = membersTeams(call, call.request.params.org).filter((team) => isIn(team, call.token.actor))
    const found = paged(
      call,
      own.filter(({ name }) => name.toLowerCase().includes(query)),
      teamJson,
    )
    return { ...found, body: { ok: true, data: found.body } }
  }),

  endpoint('GET', '/orgs/:org/teams', [], (call) =>
    paged(call, membersTeams(call, call.request.params.org), teamJson),
  ),

  endpoint('GET', '/teams/:id/members/:user', [], (call) => {
    requireScope(call)
    const { id, user } = call.request.params
    const organizations = [...call.state.organizations.values()]
    const home = organizations.find(({ teams }) => teams.some((team) => String(team.id) === id))
    const team = home?.teams.find((each) => String(each.id) === id)
    if (!home || !team) throw notFound()
    const { actor } = call.token
    const owners = home.teams.find(({ name }) => name.toLowerCase() === 'owners')
    if (!isIn(team, actor) && !(owners && isIn(owners, actor)))
      throw home.teams.some((each) => isIn(each, actor)) ? problem(403, 'Must be a team member') : notFound()
    const member = team.members.find((login) => login.toLowerCase() === user.toLowerCase())
    if (member === undefined) throw notFound()
    return { status: 200, body: userJson(call.state, member) }
  }),
]

type Team = Organization['teams'][number]

const teamJson = ({ id, name }: Team) => ({ id, name })

function isIn({ members }: Team, login: string): boolean {
  return members.some((each) => each.toLowerCase() === login.toLowerCase())
}

function requireScope({ token }: Call<never>): void {
  if (token.kind === 'personal' && token.permissions.organization === undefined)
    throw problem(403, 'token does not have at least one of required scope(s): [read:organization]')
}

/** Returns the teams of an organization, for a token of one of its members. The job's token is not one. */
function membersTeams(call: Call<never>, organization: string): readonly Team[] {
  requireScope(call)
  const home = call.state.organizations.get(organization.toLowerCase())
  if (!home) throw notFound()
  if (!home.teams.some((team) => isIn(team, call.token.actor)))
    throw problem(403, 'Must be an organization member')
  return home.teams
}
