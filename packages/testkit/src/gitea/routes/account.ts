import { endpoint, notFound, paged, problem } from '../endpoint.ts'
import { userJson } from '../present.ts'

export const accountEndpoints = [
  endpoint('GET', '/user', [], ({ state, token }) => {
    if (token.kind === 'personal' && token.permissions.user === undefined)
      throw problem(403, 'token does not have at least one of required scope(s): [read:user]')
    return { status: 200, body: userJson(state, token.actor) }
  }),

  endpoint('GET', '/orgs/:org/teams/search', [], (call) => {
    // The job's token is no member of any organisation.
    if (call.token.kind === 'job') throw problem(403, 'Must be an organization member')
    const { teams } = call.state.organizations.get(call.request.params.org.toLowerCase()) ?? { teams: [] }
    const query = (call.request.query.get('q') ?? '').toLowerCase()
    const found = paged(
      call,
      teams.filter(({ name }) => name.toLowerCase().includes(query)),
      ({ id, name }) => ({ id, name }),
    )
    return { ...found, body: { ok: true, data: found.body } }
  }),

  endpoint('GET', '/teams/:id/members/:user', [], ({ state, request }) => {
    const teams = [...state.organizations.values()].flatMap((organization) => organization.teams)
    const team = teams.find(({ id }) => String(id) === request.params.id)
    const member = team?.members.find((login) => login.toLowerCase() === request.params.user.toLowerCase())
    if (member === undefined) throw notFound()
    return { status: 200, body: userJson(state, member) }
  }),
]
