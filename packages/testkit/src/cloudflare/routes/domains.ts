import { accountOf, bodyOf, endpoint, listed, workerOf } from '../endpoint.ts'
import { granted, refusal } from '../envelope.ts'
import { domainJson } from '../present.ts'
import { createId, type DomainState, type State, type ZoneState } from '../state.ts'
import { zoneOfHost } from './addresses.ts'

const script = '/accounts/:account/workers/scripts/:worker'

export const domainEndpoints = [
  endpoint('GET', '/accounts/:account/workers/domains', 'scripts:read', (call) =>
    listed(call, accountOf(call).domains, domainJson),
  ),
  endpoint('GET', '/accounts/:account/workers/domains/records', 'scripts:read', (call) => {
    const { query } = call.request
    const size = Number(query.get('per_page') ?? 20)
    const from = Number(query.get('page') ?? 0) * size
    const domains = accountOf(call).domains.filter(({ service }) => service === query.get('service'))
    return granted(domains.slice(from, from + size).map(domainJson))
  }),
  endpoint('GET', '/accounts/:account/workers/domains/records/:id', 'scripts:read', (call) => {
    const domain = accountOf(call).domains.find(({ id }) => id === call.request.params.id)
    if (!domain) throw refusal(404, 100114, 'This domain does not exist on your account.')
    return granted(domainJson(domain))
  }),
  // Returns what the PUT below would do, without doing it.
  endpoint('POST', `${script}/domains/changeset`, 'scripts:edit', (call) => {
    const { domains } = accountOf(call)
    const { name } = workerOf(call)
    const wanted: readonly { readonly hostname: string }[] = bodyOf(call)
    const hosts = new Set(wanted.map(({ hostname }) => hostname))
    const known = (hostname: string) => domains.find((domain) => domain.hostname === hostname)
    return granted({
      added: wanted.filter(({ hostname }) => !known(hostname)),
      removed: domains
        .filter(({ service, hostname }) => service === name && !hosts.has(hostname))
        .map(domainJson),
      updated: wanted.flatMap(({ hostname }) => {
        const domain = known(hostname)
        return domain ? [{ ...domainJson(domain), modified: domain.service !== name }] : []
      }),
      conflicting: wanted.filter(({ hostname }) => !known(hostname) && hasRecord(call.state, hostname)),
    })
  }),
  endpoint('PUT', `${script}/domains/records`, 'scripts:edit', (call) => {
    const { name } = workerOf(call)
    const { origins, ...flags } = bodyOf(call)
    const wanted: readonly { readonly hostname: string }[] = origins
    const account = accountOf(call)
    const overrides = {
      scope: flags.override_scope === true,
      origin: flags.override_existing_origin === true,
      dnsRecord: flags.override_existing_dns_record === true,
    }
    const foreign = wanted.find(({ hostname }) =>
      account.domains.some((domain) => domain.hostname === hostname && domain.service !== name),
    )
    if (foreign && !overrides.origin)
      throw refusal(409, 100116, `${foreign.hostname} is already the domain of another Worker.`)
    const recorded = wanted.find(({ hostname }) => hasRecord(call.state, hostname))
    if (recorded && !overrides.dnsRecord)
      throw refusal(409, 100117, `${recorded.hostname} already has a DNS record.`)
    for (const { hostname } of wanted) {
      const zone = zoneOfHost(call, hostname)
      const there = account.domains.find((domain) => domain.hostname === hostname)
      const taken = there && there.service !== name ? { takenFrom: there.service } : {}
      zone.records.delete(hostname)
      account.domainChanges.push({ hostname, worker: name, overrides, ...taken })
      if (there) there.service = name
      else account.domains.push(createDomain(hostname, name, zone))
    }
    return granted(account.domains.filter(({ service }) => service === name).map(domainJson))
  }),
]

function hasRecord({ zones }: State, hostname: string): boolean {
  return zones.some(({ records }) => records.has(hostname))
}

export function createDomain(hostname: string, service: string, zone: ZoneState): DomainState {
  return {
    id: createId(),
    hostname,
    service,
    environment: 'production',
    zoneId: zone.id,
    zoneName: zone.name,
  }
}
