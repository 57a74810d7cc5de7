import type { Subdomain } from '@suite/cloudflare'
import type { DeployContext } from '../deploy-context.ts'
import { type RoutesSeen, readRoutes } from '../routes/read.ts'

/** Everything that the configuration sets on the platform apart from the version, as the platform has it. */
export interface PlatformState {
  /** undefined if the routes policy is `off`. */
  readonly seen: RoutesSeen | undefined
  readonly subdomain: Subdomain | undefined
  /** undefined if the configuration sets no schedules. */
  readonly schedules: readonly string[] | undefined
}

/**
 * Reads everything that the configuration sets on the platform apart from the version, all at once.
 * @throws UsageError or OutsideError if something cannot be read
 */
export async function readPlatform({ api, facts, request }: DeployContext): Promise<PlatformState> {
  const { worker, routes, settings } = facts.configuration
  const [seen, subdomain, schedules] = await Promise.all([
    request.routesPolicy === 'off' ? undefined : readRoutes(api, worker, routes),
    api.readSubdomain(worker),
    settings.schedules === undefined ? undefined : api.listSchedules(worker),
  ])
  return { seen, subdomain, schedules }
}
