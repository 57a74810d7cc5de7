import { isNotFound, Refusal } from '@suite/rest'
import * as answers from './answers.ts'
import type { CloudflareClient } from './client.ts'
import type { Cloudflare } from './cloudflare.ts'
import { askAll } from './pages.ts'
import { noSuchWorker } from './refusal.ts'

type Addresses = Pick<
  Cloudflare,
  'findZone' | 'listRoutes' | 'listWorkerRoutes' | 'listDomains' | 'findDnsConflicts'
>

/**
 * Returns the part of Cloudflare's API for the addresses of Workers: zones, routes, custom domains.
 * @throws UsageError, OutsideError from its methods, as for every call of Cloudflare's API
 */
export function createAddresses(client: CloudflareClient): Addresses {
  const zonesNamed = (name: string) =>
    askAll(client, {
      to: `look up the zone ${name}`,
      permission: 'Zone · Zone · Read',
      route: 'GET /zones',
      query: { name, 'account.id': client.accountId },
      answer: answers.zones,
    })

  return {
    async findZone(host) {
      const names = zoneNames(host)
      const found = await Promise.all(names.map(zonesNamed))
      // The filter of the API is checked.
      const zone = found.flatMap((zones, at) => zones.filter(({ name }) => name === names[at]))[0]
      return zone && { id: zone.id, name: zone.name }
    },
    async listRoutes(zone) {
      const routes = await askAll(client, {
        to: 'list the routes of the zone',
        permission: 'Zone · Workers Routes · Read',
        route: 'GET /zones/{zone}/workers/routes',
        path: { zone },
        answer: answers.routes,
      })
      return routes.map(({ id, pattern, script }) => ({ id, pattern, ...(script ? { worker: script } : {}) }))
    },
    async listWorkerRoutes(worker) {
      try {
        const { result } = await client.ask({
          to: `list the routes of ${worker}`,
          permission: 'Account · Workers Scripts · Read',
          route: 'GET /accounts/{account}/workers/services/{worker}/environments/production/routes',
          path: { worker },
          query: { show_zonename: 'true' },
          answer: answers.workerRoutes,
        })
        return result.map(({ pattern }) => pattern)
      } catch (error) {
        if (isNotFound(error, noSuchWorker)) return []
        if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return undefined
        throw error
      }
    },
    async findDnsConflicts(worker, domains) {
      try {
        const { result } = await client.ask({
          to: `ask what the custom domains of ${worker} would replace`,
          permission: 'Account · Workers Scripts · Edit',
          // Returns what a write would change, and changes nothing.
          route: 'POST /accounts/{account}/workers/scripts/{worker}/domains/changeset',
          path: { worker },
          query: { replace_state: 'true' },
          idempotent: true,
          body: domains.map(({ hostname, zoneId, zoneName }) => ({
            hostname,
            zone_id: zoneId,
            zone_name: zoneName,
          })),
          answer: answers.domainChanges,
        })
        return result.conflicting.map(({ hostname }) => hostname)
      } catch (error) {
        if (isNotFound(error, noSuchWorker)) return undefined
        throw error
      }
    },
    async listDomains() {
      const domains = await askAll(client, {
        to: 'list the custom domains of the account',
        permission: 'Account · Workers Scripts · Read',
        route: 'GET /accounts/{account}/workers/domains',
        answer: answers.domains,
      })
      return domains.map((domain) => ({
        id: domain.id,
        hostname: domain.hostname,
        worker: domain.service,
        ...(domain.environment ? { environment: domain.environment } : {}),
        ...(domain.zone_id ? { zoneId: domain.zone_id } : {}),
        ...(domain.zone_name ? { zoneName: domain.zone_name } : {}),
      }))
    },
  }
}

/** Returns the names that the zone of a host may have, the longest first; never only the last label. */
function zoneNames(host: string): string[] {
  const labels = host
    .toLowerCase()
    .split('.')
    .filter((label) => label !== '')
  // The host of a route may begin with a wildcard, which may take part of a label: *example.com.
  const named = labels.map((label, at) => (at === 0 ? label.replace(/^\*/, '') : label)).filter(Boolean)
  return named.slice(0, -1).map((_, at) => named.slice(at).join('.'))
}
