import type { Subdomain } from '@suite/cloudflare'
import type { ConfiguredRoute } from '../configuration/configuration.ts'
import { scheme } from './compare.ts'

/**
 * Returns the addresses of a Worker as they are declared, because wrangler prints no more than nine of them. A pattern
 * with a wildcard in its host has no address.
 */
export function urlsOf(
  worker: string,
  routes: readonly ConfiguredRoute[],
  subdomain: Subdomain | undefined,
): string[] {
  const own =
    subdomain?.enabled && subdomain.account !== undefined
      ? [`https://${worker}.${subdomain.account}.workers.dev/`]
      : []
  const written = routes.map(({ pattern }) => (scheme.test(pattern) ? pattern : `https://${pattern}`))
  const addresses = written
    .map((text) => text.replace(/\*$/, ''))
    .filter((text) => !text.includes('*') && URL.canParse(text))
  return [...new Set([...addresses.map((text) => new URL(text).href), ...own])]
}
