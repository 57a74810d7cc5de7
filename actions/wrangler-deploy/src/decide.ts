import type { Deployment } from '@suite/cloudflare'
import type { Configuration } from './configuration/configuration.ts'
import type { Facts, Wishes } from './facts.ts'
import { tellOrder } from './order.ts'
import type { reasons } from './reasons.ts'
import { tellShares } from './traffic/shares.ts'

/** Something that forbids the write. */
export interface Objection {
  readonly reason: keyof typeof reasons
  readonly what: string
  /** What to type or change, where more is known than the reason's own advice. */
  readonly fix?: string
}

/** Everything that forbids what is asked for, the gravest first; none: it may be done. Pure. */
export function judgePreflight(facts: Facts, wishes: Wishes): Objection[] {
  return [
    ...onToken(facts),
    ...onConfiguration(facts.configuration, wishes),
    ...onPresence(facts, wishes),
    ...onOwnership(facts, wishes),
    ...onSplit(facts, wishes),
    ...onOrder(facts, wishes),
    ...onSecrets(facts, wishes),
    ...onRoutes(facts, wishes),
  ]
}

/** What the working directory alone can be held to. Pure. */
export function onConfiguration(
  { accountId, bindings, worker, environment, routes, topLevel }: Configuration,
  wishes: Wishes,
): Objection[] {
  const missing = wishes.requiredBindings.filter(
    (name) => ![...bindings, ...wishes.sentVars, ...wishes.sentSecrets].includes(name),
  )
  const where = environment === undefined ? 'the top level' : `the environment ${environment}`
  const inherited = routes
    .filter(({ customDomain, pattern }) => customDomain && topLevel.customDomains.includes(pattern))
    .map(({ pattern }) => pattern)
  return [
    ...(accountId !== undefined && wishes.accountId !== undefined && accountId !== wishes.accountId
      ? [objection('config-invalid', 'account_id of the configuration is not the account-id that is given')]
      : []),
    ...missing.map((name) => objection('bindings-missing', `${where} declares no binding ${name}`)),
    ...(environment !== undefined && topLevel.worker !== worker
      ? inherited.map((domain) =>
          objection(
            'domain-inherited',
            `${where} (${worker}) would take ${domain} away from ${topLevel.worker}`,
          ),
        )
      : []),
  ]
}

function onToken({ tokenStatus }: Facts): Objection[] {
  return tokenStatus === 'active' ? [] : [objection('token-invalid', `the API token is ${tokenStatus}`)]
}

function onPresence(
  { current, moved, configuration: { worker } }: Facts,
  { command, versionId }: Wishes,
): Objection[] {
  if (command === 'deploy' || command === 'check') return []
  if (current === undefined)
    return [
      objection('worker-missing', `the account has no Worker ${worker}, so there is nothing to ${command}`),
    ]
  return versionId !== undefined && moved === undefined
    ? [objection('worker-missing', `the Worker ${worker} has no version ${versionId}`)]
    : []
}

/** Whether the deployment in effect is the one that this pipeline made. */
function onOwnership({ current }: Facts, wishes: Wishes): Objection[] {
  const what = current && whyNotOurs(current, wishes)
  return what === undefined ? [] : [objection('deployment-changed', what)]
}

/** Why a deployment is not the one that may be replaced; `undefined`: it is. Pure. */
function whyNotOurs(
  current: Deployment,
  { command, versionId, expectedDeploymentId, expectedVersionId }: Wishes,
): string | undefined {
  // What is asked for is there already: nothing is replaced.
  if (current.versions.every((share) => share.versionId === versionId)) return undefined
  const is = `in effect is ${current.id} of ${current.createdAt}, made by ${current.source}: ${tellShares(current.versions)}`
  if (expectedDeploymentId !== undefined && current.id !== expectedDeploymentId)
    return `the deployment ${expectedDeploymentId} is no longer in effect; ${is}`
  const strangers = current.versions.filter(
    (share) => ![versionId, expectedVersionId].includes(share.versionId),
  )
  return command === 'rollback' && strangers.length > 0
    ? `the traffic is not between ${expectedVersionId} and ${versionId} alone; ${is}`
    : undefined
}

function onSplit({ current }: Facts, { command, allowSplit }: Wishes): Objection[] {
  const serving = current?.versions.filter(({ percentage }) => percentage > 0) ?? []
  const overwrites = command === 'deploy' || command === 'stage' || command === 'check'
  return serving.length > 1 && overwrites && !allowSplit
    ? [objection('split-deployment', `the traffic is split: ${tellShares(serving)}`)]
    : []
}

function onOrder({ order }: Facts, { allowDowngrade }: Wishes): Objection[] {
  const wrong = order?.kind === 'behind' || order?.kind === 'unrelated'
  return order && wrong && !allowDowngrade ? [objection('order-violated', tellOrder(order))] : []
}

function onSecrets({ secrets, configuration }: Facts, wishes: Wishes): Objection[] {
  if (wishes.command === 'rollback') return []
  const wanted = new Set([...wishes.requiredSecrets, ...configuration.requiredSecrets])
  const missing = [...wanted].filter((name) => ![...secrets, ...wishes.sentSecrets].includes(name))
  const { worker, environment } = configuration
  const flag = environment === undefined ? '' : ` --env ${environment}`
  return missing.map((name) =>
    objection(
      'secrets-missing',
      `the Worker ${worker} has no secret ${name}`,
      `wrangler secret put ${name}${flag}`,
    ),
  )
}

function onRoutes(
  { drift, configuration: { worker } }: Facts,
  { routesPolicy, command }: Wishes,
): Objection[] {
  if (drift === undefined || command === 'rollback') return []
  const taken = drift.ofAnotherWorker.map((route) =>
    objection('route-taken', `${route.pattern} belongs to ${route.worker}, not to ${worker}`),
  )
  const surplus = drift.onlyInCloudflare.map((pattern) =>
    objection(
      'routes-differ',
      `${pattern} leads to ${worker} in Cloudflare, and is not in the configuration`,
    ),
  )
  return [...taken, ...(routesPolicy === 'strict' ? surplus : [])]
}

function objection(reason: Objection['reason'], what: string, fix?: string): Objection {
  return { reason, what, ...(fix === undefined ? {} : { fix }) }
}
