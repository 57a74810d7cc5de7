import { endpoint } from '../endpoint.ts'
import { userJson } from '../present.ts'
import { forbidden, notFound } from '../problems.ts'

export const accountEndpoints = [
  endpoint('GET', '/rate_limit', { docs: 'rate-limit/rate-limit', needs: ['metadata:read'] }, ({ state }) => {
    const core = { ...state.rate, used: state.rate.limit - state.rate.remaining, resource: 'core' }
    return { status: 200, body: { resources: { core }, rate: core } }
  }),

  endpoint('GET', '/user', { docs: 'users/users', needs: ['metadata:read'] }, ({ state, token, docs }) => {
    // The token of an installation, such as the job's, is not a user.
    if (token.kind !== 'personal') throw forbidden(docs, token.kind, [])
    return { status: 200, body: userJson(state, token.actor) }
  }),

  endpoint(
    'GET',
    '/orgs/:org/teams/:slug',
    { docs: 'teams/teams', needs: ['members:read'] },
    ({ state, token, docs, request }) => {
      if (token.kind === 'job') throw forbidden(docs, token.kind, ['members=read'])
      const { org, slug } = request.params
      if (!state.teams.has(`${org}/${slug}`.toLowerCase())) throw notFound(docs)
      return { status: 200, body: { slug, name: slug, url: `${state.url}${request.path}` } }
    },
  ),

  endpoint(
    'GET',
    '/orgs/:org/teams/:slug/memberships/:user',
    { docs: 'teams/members', needs: ['members:read'] },
    ({ state, token, docs, request }) => {
      // No `permissions:` of a workflow can give the job's token this permission.
      if (token.kind === 'job') throw forbidden(docs, token.kind, ['members=read'])
      const { org, slug, user } = request.params
      const members = state.teams.get(`${org}/${slug}`.toLowerCase())
      if (!members?.has(user.toLowerCase())) throw notFound(docs)
      const url = `${state.url}${request.path}`
      return { status: 200, body: { state: 'active', role: 'member', url } }
    },
  ),
]
