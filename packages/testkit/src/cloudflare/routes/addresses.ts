import { bodyOf, type Call, endpoint, listed, workerOf, zoneOf } from '../endpoint.ts'
import { forbidden, granted, refusal } from '../envelope.ts'
import { routeJson } from '../present.ts'
import { createId, type State, type ZoneState } from '../state.ts'
import { reaches } from '../tokens.ts'

const script = '/accounts/:account/workers/scripts/:worker'

/** Where Workers are reached: zones and their routes. */
export const addressEndpoints = [
  endpoint('GET', '/zones', 'zones:read', (call) => {
    const { query } = call.request
    const name = query.get('name')
    const account = query.get('account.id')
    const zones = call.state.zones.filter(
      (zone) =>
        reaches(call.token, zone) &&
        (name === null || zone.name === name) &&
        (account === null || zone.accountId === account),
    )
    return listed(call, zones, ({ id, name, accountId }) => ({
      id,
      name,
      status: 'active',
      account: { id: accountId },
    }))
  }),

  endpoint('GET', '/zones/:zone/workers/routes', 'routes:read', (call) => {
    const zone = zoneOf(call)
    return listed(
      call,
      call.state.routes.filter(({ zoneId }) => zoneId === zone.id),
      routeJson,
    )
  }),
  endpoint('POST', '/zones/:zone/workers/routes', 'routes:edit', (call) => {
    const { pattern, script } = bodyOf(call)
    return granted(routeJson(addRoute(call.state, zoneOf(call), pattern, script)))
  }),
  // Replaces every route of the Worker in every zone; the token must reach all of the zones.
  endpoint('PUT', `${script}/routes`, 'routes:edit', (call) => {
    if (call.token.zones !== undefined) throw forbidden()
    const { name } = workerOf(call)
    const wanted: readonly { readonly pattern: string }[] = bodyOf(call)
    const { routes } = call.state
    const kept = routes.filter((route) => route.script !== name)
    routes.splice(0, routes.length, ...kept)
    for (const { pattern } of wanted) addRoute(call.state, zoneOfHost(call, hostOf(pattern)), pattern, name)
    return granted(wanted.map(({ pattern }) => pattern))
  }),
]

/**
 * Adds a route and returns it.
 *
 * @throws AnswerError if a route with this pattern exists
 */
export function addRoute(state: State, zone: ZoneState, pattern: string, script: string | undefined) {
  if (state.routes.some((route) => route.zoneId === zone.id && route.pattern === pattern))
    throw refusal(409, 10020, `A route with the same pattern already exists: ${pattern}`)
  const route = { id: createId(), zoneId: zone.id, pattern, script }
  state.routes.push(route)
  return route
}

/** Returns the zone with the longest name that a host ends in. */
export function findZone(zones: readonly ZoneState[], host: string): ZoneState | undefined {
  return zones
    .filter(({ name }) => host === name || host.endsWith(`.${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0]
}

/**
 * Returns the zone of a host.
 *
 * @throws AnswerError if the account has no such zone
 */
export function zoneOfHost({ state, request }: Call<'account'>, host: string): ZoneState {
  const zones = state.zones.filter(({ accountId }) => accountId === request.params.account)
  const zone = findZone(zones, host)
  if (!zone) throw refusal(400, 10022, `Could not find a zone for ${host} on your account.`)
  return zone
}

/** Returns the host of `https://*.example.com/path*`, without a leading wildcard. */
function hostOf(pattern: string): string {
  const [host = ''] = pattern.replace(/^https?:\/\//, '').split('/')
  return host.replace(/^\*\.?/, '')
}
