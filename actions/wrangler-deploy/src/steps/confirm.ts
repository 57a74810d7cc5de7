import type { Version } from '@suite/cloudflare'
import { whatToDo } from '../commands/judge-deploy.ts'
import { notAsAsked } from '../configuration/not-as-asked.ts'
import { lackingIn } from '../lacking.ts'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { compareRoutes, type Drift } from '../routes/compare.ts'
import { readRoutes } from '../routes/read.ts'
import { urlsOf } from '../routes/urls.ts'
import { readBack } from './read-back.ts'
import type { Shortcoming } from './triggers.ts'

/** What need not be read again, and what went wrong already. */
interface Known {
  readonly version?: Version | undefined
  /** Reads that have begun already. */
  readonly platform?: ReturnType<typeof readPlatform> | undefined
  readonly shortcoming?: Shortcoming | undefined
}

/** Reads what the configuration asks of the platform besides the version, all at once. */
export async function readPlatform({ api, facts, wishes }: Mission) {
  const { worker, routes, asked } = facts.configuration
  const [seen, subdomain, schedules] = await Promise.all([
    wishes.routesPolicy === 'off' ? undefined : readRoutes(api, worker, routes),
    api.readSubdomain(worker),
    asked.schedules === undefined ? undefined : api.listSchedules(worker),
  ])
  return { seen, subdomain, schedules }
}

/**
 * Reads back everything that the configuration asks of the platform besides the version: bindings, routes, custom
 * domains, schedules, workers.dev. Where something is missing the deploy is half done, whatever wrangler says.
 * @throws Unconfirmed where it cannot be read
 */
export async function confirm(
  mission: Mission,
  result: Result,
  { version: known, platform, shortcoming }: Known = {},
): Promise<Result> {
  const { api, facts, wishes } = mission
  const { worker, routes, asked } = facts.configuration
  const { versionId = '', deployment, previousVersionId } = result
  const [version, { seen, subdomain, schedules }] = await readBack(
    `${versionId} of ${worker} is live, and it is not known whether its routes and schedules are`,
    result,
    () => Promise.all([known ?? api.readVersion(worker, versionId), platform ?? readPlatform(mission)]),
  )
  const drift = seen && compareRoutes(worker, routes, seen.routes)
  const problems = [
    ...(shortcoming === undefined ? [] : [shortcoming.problem]),
    ...lackingIn(version, facts.configuration, wishes).map((name) => `the version lacks ${name}`),
    ...(wishes.routesPolicy === 'strict' && drift ? routesMissing(drift, worker) : []),
    ...notAsAsked(asked, { subdomain, schedules }),
  ]
  const whole = { ...result, drift, urls: urlsOf(worker, routes, subdomain) }
  if (problems.length === 0 || deployment === undefined) return whole
  return {
    ...whole,
    reason: 'half-deployed',
    headline: `${versionId} of ${worker} is live, but not whole: ${problems.join('; ')}`,
    notes: whatToDo(versionId, deployment, previousVersionId),
    lines: shortcoming?.lines ?? [],
  }
}

function routesMissing(
  { onlyInConfiguration, onlyInCloudflare, ofAnotherWorker }: Drift,
  worker: string,
): string[] {
  return [
    ...onlyInConfiguration.map((pattern) => `${pattern} leads nowhere`),
    ...ofAnotherWorker.map((route) => `${route.pattern} leads to ${route.worker}`),
    ...onlyInCloudflare.map((pattern) => `${pattern} still leads to ${worker}`),
  ]
}
