import type { Cloudflare, Deployment, Version } from '@suite/cloudflare'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Configuration } from './configuration/configuration.ts'
import type { Facts } from './facts.ts'
import { gatherOrder } from './gather-order.ts'
import type { Ports } from './ports.ts'
import { readAll } from './read-all.ts'
import type { DeployRequest } from './request.ts'
import { compareRoutes } from './routes/compare.ts'
import { readRoutes } from './routes/read.ts'
import { mainVersionOf } from './traffic/shares.ts'

type Reads = Pick<
  Cloudflare,
  | 'verifyToken'
  | 'readDeployments'
  | 'readVersion'
  | 'listSecrets'
  | 'findZone'
  | 'listRoutes'
  | 'listWorkerRoutes'
  | 'listDomains'
  | 'findDnsConflicts'
>

/**
 * Reads everything that the preflight needs, all at once.
 * @throws UsageError `permission-missing` with every scope that the token lacks, or `config-invalid` for a route in a
 * zone that the account does not have
 * @throws OutsideError if something cannot be read
 */
export async function gatherFacts(
  api: Reads,
  configuration: Configuration,
  { request, commit, history }: { request: DeployRequest; commit: string; history: Ports['history'] },
): Promise<Facts> {
  const { worker, routes } = configuration
  const moving = request.command === 'promote' || request.command === 'rollback'
  // A rollback does not read what it does not depend on, so that a failed read cannot block it.
  const goingBack = request.command === 'rollback'
  const deployments = api.readDeployments(worker).then((all) => all && newestOf(all, worker))
  const live = deployments.then((current) => current && readLiveVersion(api, worker, current))
  const { allowDowngrade } = request
  const ordered = moving
    ? undefined
    : live.then((version) => gatherOrder(version, { allowDowngrade, commit, history }))
  const looksAtRoutes = !goingBack && request.routesPolicy !== 'off'
  const [token, current, version, moved, secrets, seen, dnsConflicts, order] = await readAll([
    api.verifyToken(),
    deployments,
    live,
    moving && request.versionId ? api.readVersion(worker, request.versionId) : undefined,
    goingBack ? undefined : api.listSecrets(worker),
    looksAtRoutes ? readRoutes(api, worker, routes) : undefined,
    looksAtRoutes ? findDnsConflicts(api, configuration) : undefined,
    ordered,
  ])
  if (looksAtRoutes && current !== undefined && dnsConflicts === undefined)
    throw new OutsideError(
      commonReasons['outside-failed'],
      `Cloudflare does not say what the custom domains of ${worker} would replace: it answers that there is no such Worker, and shows its deployment ${current.id}`,
      'Run again. With `routes-policy: off` it is not asked, and a deploy may replace DNS records.',
    )
  return {
    configuration,
    tokenStatus: token.status,
    current,
    live: version,
    moved,
    secrets: secrets ?? [],
    drift: seen && compareRoutes(worker, routes, seen.routes),
    dnsConflicts,
    sawAllZones: seen?.allZones ?? false,
    order,
  }
}

/** Only a Worker that does not exist has no deployment: a list without one may be cut off, and then hides what is live. */
function newestOf([newest]: readonly Deployment[], worker: string): Deployment {
  if (newest !== undefined) return newest
  throw new OutsideError(
    commonReasons['outside-failed'],
    `Cloudflare shows no deployment of ${worker}, and says that there is such a Worker`,
    'Run again. If it was really never deployed, deploy it once by hand with `wrangler deploy`.',
  )
}

async function findDnsConflicts(
  api: Pick<Reads, 'findDnsConflicts'>,
  { worker, routes }: Configuration,
): Promise<readonly string[] | undefined> {
  const domains = routes.filter(({ customDomain }) => customDomain)
  if (domains.length === 0) return []
  return api.findDnsConflicts(
    worker,
    domains.map(({ pattern, zoneId, zoneName }) => ({ hostname: pattern, zoneId, zoneName })),
  )
}

async function readLiveVersion(
  api: Pick<Reads, 'readVersion'>,
  worker: string,
  current: Deployment,
): Promise<Version> {
  const id = mainVersionOf(current)
  const version = await api.readVersion(worker, id)
  if (version !== undefined) return version
  throw new OutsideError(
    commonReasons['outside-failed'],
    `the deployment ${current.id} of ${worker} serves the version ${id}, of which Cloudflare knows nothing`,
    'Run again.',
  )
}
