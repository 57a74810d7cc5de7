import type { Cloudflare } from '@suite/testkit/cloudflare'

/** The name of the Worker in every scenario. */
export const worker = 'shop-edge'
export const zone = 'shop.example'
export const route = `api.${zone}/*`
export const cron = '0 3 * * *'

/** What Cloudflare serves for the Worker, as plain data. */
export interface Live {
  readonly shares: Readonly<Record<string, number>>
  readonly source: string | undefined
  readonly versions: readonly {
    readonly id: string
    readonly tag: string | undefined
    /** The value of each binding that is text. */
    readonly texts: Readonly<Record<string, string | undefined>>
    readonly code: string
  }[]
  readonly deployments: number
  /** The Worker that each pattern leads to. */
  readonly routes: Readonly<Record<string, string | undefined>>
  readonly crons: readonly string[]
  readonly onWorkersDev: boolean
}

/** Reads the state of the stand-in itself, also before the first deploy. */
export function liveState(cloudflare: Cloudflare): Live {
  const known = cloudflare.account().workers.get(worker)
  const { versions = [], deployments = [], schedules = [], subdomain = { enabled: false } } = known ?? {}
  return {
    shares: Object.fromEntries(
      (deployments[0]?.versions ?? []).map(({ versionId, percentage }) => [versionId, percentage]),
    ),
    source: deployments[0]?.source,
    versions: versions.map(({ id, annotations, bindings, modules }) => ({
      id,
      tag: annotations['workers/tag'],
      texts: Object.fromEntries(bindings.map(({ name, text }) => [name, text])),
      code: modules.map(({ bytes }) => bytes.toString()).join('\n'),
    })),
    deployments: deployments.length,
    routes: Object.fromEntries(cloudflare.routes.map(({ pattern, script }) => [pattern, script])),
    crons: schedules.map((each) => each.cron),
    onWorkersDev: subdomain.enabled,
  }
}

/** Returns how the traffic differs from these shares in percent; undefined if it does not. */
export function wrongTraffic({ shares }: Live, wanted: Readonly<Record<string, number>>): string | undefined {
  const text = (given: Readonly<Record<string, number>>) =>
    Object.entries(given)
      .map(([id, share]) => `${id}: ${share}`)
      .sort()
      .join(', ')
  return text(shares) === text(wanted) ? undefined : `the traffic is ${text(shares)}, not ${text(wanted)}`
}

/** Returns what of the configuration is not on the platform: the route, the schedule, workers.dev. */
export function wrongTriggers({ routes, crons, onWorkersDev }: Live): string | undefined {
  if (routes[route] !== worker) return `${route} leads to ${routes[route]}`
  if (crons.join() !== cron) return `the schedules are ${crons.join() || 'none'}`
  return onWorkersDev ? 'the Worker is on workers.dev' : undefined
}

/**
 * The same without ids: a second run reaches it with versions and deployments of its own.
 *
 * @param names versions and commits by the names that they have in every world
 */
export function settled(live: Live, names: Readonly<Record<string, string>>): unknown {
  const { shares, versions, routes, crons, onWorkersDev } = live
  const known = (id: string | undefined) => Object.entries(names).find(([, each]) => each === id)?.[0]
  const nameOf = (id: string) => {
    const { tag, texts = {} } = versions.find((version) => version.id === id) ?? {}
    return known(id) ?? `a version of the commit ${known(tag)} with ${Object.keys(texts).sort()}`
  }
  return {
    traffic: Object.entries(shares)
      .map(([id, share]) => `${nameOf(id)}: ${share}`)
      .sort(),
    routes,
    crons,
    onWorkersDev,
  }
}
