import type { Facts } from './facts.ts'
import type { DeployRequest } from './request.ts'

/** Returns what this run sends and does not verify, so that nobody takes it for verified. */
export function listUnverified(
  { configuration, dnsConflicts }: Facts,
  { command, routesPolicy }: DeployRequest,
): string[] {
  if (command === 'rollback' || command === 'stage') return []
  const { settings, routes } = configuration
  const domains = routes.filter(({ customDomain }) => customDomain).map(({ pattern }) => pattern)
  const off = routesPolicy === 'off'
  return [
    ...settings.unverified,
    ...(off && routes.length > 0 ? ['routes and custom domains (routes-policy: off)'] : []),
    ...(!off && dnsConflicts === undefined && domains.length > 0
      ? [`whether ${domains.join(', ')} has a DNS record that the first deploy replaces`]
      : []),
  ]
}
