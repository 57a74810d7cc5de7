import type { Cloudflare } from '@suite/cloudflare'
import { OutsideError, UsageError } from '@suite/errors'
import type { ConfiguredRoute } from '../configuration/configuration.ts'
import { hostOf, type PlacedRoute } from './compare.ts'

type Api = Pick<Cloudflare, 'findZone' | 'listRoutes' | 'listDomains'>

/**
 * All routes in the zones that the configuration names, and all custom domains of the account.
 * @throws UsageError `config-invalid` for a route in a zone that the account does not have
 */
export async function readRoutes(api: Api, configured: readonly ConfiguredRoute[]): Promise<PlacedRoute[]> {
  const [domains, routes] = await Promise.all([
    api.listDomains(),
    zonesOf(api, configured)
      .then((zones) => Promise.all(zones.map((zone) => api.listRoutes(zone))))
      .catch((error: unknown) => Promise.reject(withScopes(error))),
  ])
  return [
    ...domains.map(({ hostname, worker }) => ({ pattern: hostname, customDomain: true, worker })),
    ...routes.flat().map(({ pattern, worker }) => ({ pattern, customDomain: false, worker })),
  ]
}

/** Adds routes of the Worker in zones that the configuration does not name, as after its last route is taken out. */
export function withRoutesElsewhere(
  placed: readonly PlacedRoute[],
  patterns: readonly string[],
  worker: string,
): PlacedRoute[] {
  const known = new Set(placed.filter(({ customDomain }) => !customDomain).map(({ pattern }) => pattern))
  const others = patterns.filter((pattern) => !known.has(pattern))
  return [...placed, ...others.map((pattern) => ({ pattern, customDomain: false, worker }))]
}

/** What is refused first is seldom all that a token lacks, and to read routes is not enough to write them. */
function withScopes(error: unknown): unknown {
  if (!(error instanceof OutsideError) || error.reason !== 'permission-missing') return error
  const all =
    'To deploy routes it needs both "Zone · Zone · Read" and "Zone · Workers Routes · Edit", for every zone of theirs.'
  return new OutsideError(error.reason, error.message, `${error.fix}\n${all}`, { cause: error })
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
        'config-invalid',
        `the route ${pattern} is in no zone of the account that this token can see`,
        'Correct the route or account-id, or give the token "Zone · Zone · Read" for that zone.',
      )
    }),
  )
  return [...new Set([...found, ...routes.flatMap(({ zoneId }) => zoneId ?? [])])]
}
