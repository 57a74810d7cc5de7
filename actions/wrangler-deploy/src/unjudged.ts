import type { Facts, Wishes } from './facts.ts'

/** What this run sends, or lets wrangler send, and does not judge: named so that nobody takes it for judged. */
export function unjudgedIn(
  { configuration, dnsConflicts }: Facts,
  { command, routesPolicy }: Wishes,
): string[] {
  if (command === 'rollback' || command === 'stage') return []
  const { asked, routes } = configuration
  const domains = routes.filter(({ customDomain }) => customDomain).map(({ pattern }) => pattern)
  const off = routesPolicy === 'off'
  return [
    ...asked.unjudged,
    ...(off && routes.length > 0 ? ['routes and custom domains (routes-policy: off)'] : []),
    ...(!off && dnsConflicts === undefined && domains.length > 0
      ? [`whether ${domains.join(', ')} has a DNS record that the first deploy replaces`]
      : []),
  ]
}
