import { UnknownCommit } from '@suite/changes'
import type { Cloudflare, Deployment, Version } from '@suite/cloudflare'
import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import type { Configuration } from './configuration/configuration.ts'
import type { Facts, Wishes } from './facts.ts'
import { type Order, orderByHistory, orderByTag } from './order.ts'
import type { Ports } from './ports.ts'
import { compareRoutes } from './routes/compare.ts'
import { readRoutes } from './routes/read.ts'
import { mostOf } from './steps/shares.ts'

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
 * Reads what the preflight needs, everything at once.
 * @throws UsageError `permission-missing` with every scope that turned out to be missing
 */
export async function gatherFacts(
  api: Reads,
  configuration: Configuration,
  { wishes, commit, history }: { wishes: Wishes; commit: string; history: Ports['history'] },
): Promise<Facts> {
  const { worker, routes } = configuration
  const moving = wishes.command === 'promote' || wishes.command === 'rollback'
  // What does not decide whether traffic may go back must not stand in its way, either.
  const goingBack = wishes.command === 'rollback'
  const deployments = api.readDeployments(worker).then((all) => all?.[0])
  const live = deployments.then((current) => current && liveVersion(api, worker, current))
  const ordered = moving ? undefined : live.then((version) => orderFor(version, { wishes, commit, history }))
  const looksAtRoutes = !goingBack && wishes.routesPolicy !== 'off'
  const [token, current, version, moved, secrets, seen, dnsConflicts, order] = await whole([
    api.verifyToken(),
    deployments,
    live,
    moving && wishes.versionId ? api.readVersion(worker, wishes.versionId) : undefined,
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

async function liveVersion(api: Reads, worker: string, current: Deployment): Promise<Version> {
  const id = mostOf(current)
  const version = await api.readVersion(worker, id)
  if (version !== undefined) return version
  throw new OutsideError(
    commonReasons['outside-failed'],
    `the deployment ${current.id} of ${worker} serves the version ${id}, of which Cloudflare knows nothing`,
    'Run again.',
  )
}

async function orderFor(
  live: Version | undefined,
  { wishes, commit, history }: { wishes: Wishes; commit: string; history: Ports['history'] },
): Promise<Order> {
  const known = orderByTag(live && { tag: live.tag }, commit)
  if (known !== undefined || live?.tag === undefined) return known ?? { kind: 'unknown', tag: undefined }
  if (wishes.allowDowngrade) return { kind: 'allowed' }
  try {
    return orderByHistory(live.tag, commit, await history.mergeBase(live.tag, commit))
  } catch (error) {
    if (!isUnrelated(error, live.tag)) throw error
    return orderByHistory(live.tag, commit, undefined)
  }
}

/** Whether an error says that two commits are on no line: the live one is not known, or they share no ancestor. */
function isUnrelated(error: unknown, live: string): boolean {
  if (error instanceof UsageError) return error.reason === 'histories-unrelated'
  if (error instanceof UnknownCommit) return error.commit === live
  return error instanceof OutsideError && 'status' in error && (error.status === 404 || error.status === 422)
}

/** Like `Promise.all`, but tells all permissions that are missing, and a token that is not taken before anything else. */
async function whole<const Parts extends readonly unknown[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const settled = await Promise.allSettled(parts)
  const errors = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []))
  const of = (reason: string) =>
    errors.filter((error): error is OutsideError => error instanceof OutsideError && error.reason === reason)
  const [invalid] = of('token-invalid')
  if (invalid) throw invalid
  const refusals = [...new Map(of('permission-missing').map((error) => [error.fix, error])).values()]
  if (refusals.length > 1)
    throw new UsageError(
      commonReasons['permission-missing'],
      refusals.map(({ message }) => ({ what: message })),
      refusals.map(({ fix }) => fix).join('\n'),
      { cause: refusals[0] },
    )
  const [first] = [...refusals, ...errors]
  if (first !== undefined) throw first
  return settled.map((part) => (part.status === 'fulfilled' ? part.value : undefined)) as never
}
