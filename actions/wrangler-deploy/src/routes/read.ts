import type { Cloudflare } from '@suite/cloudflare'
import { OutsideError, UsageError } from '@suite/errors'
import type { ConfiguredRoute } from '../configuration/configuration.ts'
import { reasons } from '../reasons.ts'
import { hostOf, type PlacedRoute } from './compare.ts'

type Api = Pick<Cloudflare, 'findZone' | 'listRoutes' | 'listWorkerRoutes' | 'listDomains'>

/** The routes that the token can read. */
export interface RoutesSeen {
  readonly routes: readonly PlacedRoute[]
  /** Whether they include routes of this Worker in zones that the configuration does not name. */
  readonly allZones: boolean
}

/**
 * Returns all routes in the zones that the configuration names, the routes of the Worker in any other zone, which are
 * left when its last route is removed from the configuration, and all custom domains of the account.
 * @throws UsageError `config-invalid` for a route in a zone that the account does not have
 */
export async function readRoutes(
  api: Api,
  worker: string,
  configured: readonly ConfiguredRoute[],
): Promise<RoutesSeen> {
  const [domains, own, routes] = await Promise.all([
    api.listDomains(),
    api.listWorkerRoutes(worker),
    zonesOf(api, configured)
      .then((zones) => Promise.all(zones.map((zone) => api.listRoutes(zone))))
      .catch((error: unknown) => Promise.reject(withScopes(error))),
  ])
  const inZones = routes.flat()
  const known = new Set(inZones.map(({ pattern }) => pattern))
  const elsewhere = (own ?? []).filter((pattern) => !known.has(pattern))
  return {
    routes: [
      ...domains.map((domain) => ({ pattern: domain.hostname, customDomain: true, worker: domain.worker })),
      ...inZones.map((route) => ({ pattern: route.pattern, customDomain: false, worker: route.worker })),
      ...elsewhere.map((pattern) => ({ pattern, customDomain: false, worker })),
    ],
    allZones: own !== undefined,
  }
}

/** Adds all scopes that routes need to a refusal: the request that is refused first names one of them. */
function withScopes(error: unknown): unknown {
  if (!(error instanceof OutsideError) || error.reason !== 'permission-missing') return error
  const all =
    'To deploy routes it needs both "Zone · Zone · Read" and "Zone · Workers Routes · Edit", for every zone of theirs.'
  return new OutsideError(error.declared, error.message, `${error.fix}\n${all}`, { cause: error })
}

async function zonesOf(api: Api, configured: readonly ConfiguredRoute[]): Promise<string[]> {
  const routes = configured.filter(({ customDomain }) => !customDomain)
  const named = new Map(
    routes
      .filter(({ zoneId }) => zoneId === undefined)
      .map(({ pattern, zoneName }) => [zoneName ?? hostOf(pattern), pattern]),
  )
  const found = await Promise.all(
    [...named].map(async ([host, pattern]) => {
      const zone = await api.findZone(host)
      if (zone !== undefined) return zone.id
      throw new UsageError(
        reasons['config-invalid'],
        `the route ${pattern} is in no zone of the account that this token can see`,
        'Correct the route or account-id, or give the token "Zone · Zone · Read" for that zone.',
      )
    }),
  )
  return [...new Set([...found, ...routes.flatMap(({ zoneId }) => zoneId ?? [])])]
}
