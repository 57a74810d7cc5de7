import type { ConfiguredRoute } from '../configuration/configuration.ts'

/** A route or custom domain as Cloudflare has it. */
export interface PlacedRoute {
  readonly pattern: string
  readonly customDomain: boolean
  /** undefined if the route switches Workers off. */
  readonly worker: string | undefined
}

/** How the routes of the configuration and of Cloudflare differ. Each list holds patterns. */
export interface Drift {
  readonly onlyInConfiguration: readonly string[]
  readonly onlyInCloudflare: readonly string[]
  readonly ofAnotherWorker: readonly { readonly pattern: string; readonly worker: string }[]
}

/**
 * Returns the differences in both directions. The case of schemes and host names does not matter, the case of paths
 * does. A custom domain differs from a route of the same text, and a route with a scheme from one without.
 * @see https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
 */
export function compareRoutes(
  worker: string,
  configured: readonly ConfiguredRoute[],
  placed: readonly PlacedRoute[],
): Drift {
  const there = new Map(placed.map((route) => [keyOf(route), route]))
  const here = new Set(configured.map(keyOf))
  const missing = configured.filter((route) => there.get(keyOf(route))?.worker !== worker)
  return {
    onlyInConfiguration: missing.filter((route) => !there.has(keyOf(route))).map(({ pattern }) => pattern),
    onlyInCloudflare: placed
      .filter((route) => route.worker === worker && !here.has(keyOf(route)))
      .map(({ pattern }) => pattern),
    ofAnotherWorker: missing.flatMap((route) => {
      const other = there.get(keyOf(route))
      return other ? [{ pattern: route.pattern, worker: other.worker ?? 'no Worker at all' }] : []
    }),
  }
}

/** Returns whether there is no difference. */
export function isEmpty({ onlyInConfiguration, onlyInCloudflare, ofAnotherWorker }: Drift): boolean {
  return onlyInConfiguration.length + onlyInCloudflare.length + ofAnotherWorker.length === 0
}

/** Returns the host of a pattern without a leading wildcard, by which its zone is found. */
export function hostOf(pattern: string): string {
  const [host = ''] = pattern.replace(scheme, '').split('/', 1)
  return host.replace(/^\*\.?/, '').toLowerCase()
}

/** Matches the scheme of a pattern, which then matches requests of that scheme alone. */
export const scheme = /^https?:\/\//i

function keyOf({ pattern, customDomain }: Pick<ConfiguredRoute, 'pattern' | 'customDomain'>): string {
  const [origin = ''] = /^(?:https?:\/\/)?[^/]*/i.exec(pattern) ?? []
  return `${customDomain ? 'domain' : 'route'} ${origin.toLowerCase()}${pattern.slice(origin.length)}`
}
