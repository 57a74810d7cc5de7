import type { Configuration } from './configuration/configuration.ts'
import type { Facts } from './facts.ts'
import { type Objection, objection } from './objections.ts'
import { describeOrder } from './order.ts'
import { onMoved, onOwnership, onPresence } from './ownership.ts'
import type { DeployRequest } from './request.ts'
import { describeShares } from './traffic/shares.ts'

/** Returns everything that forbids what is requested, the gravest first. An empty list means that nothing does. */
export function judgePreflight(facts: Facts, request: DeployRequest): Objection[] {
  return [
    ...onToken(facts),
    ...(request.command === 'rollback' ? [] : onConfiguration(facts.configuration, request)),
    ...onPresence(facts, request),
    ...onOwnership(facts, request),
    ...onSplit(facts, request),
    ...onOrder(facts, request),
    ...onSecrets(facts, request),
    ...onMoved(facts, request),
    ...onRoutes(facts, request),
    ...onDomains(facts, request),
  ]
}

/** Returns what the configuration alone says against the request. */
export function onConfiguration(
  { accountId, bindings, worker, environment, routes, topLevel }: Configuration,
  request: DeployRequest,
): Objection[] {
  const missing = request.requiredBindings.filter(
    (name) => ![...bindings, ...request.sentVars, ...request.sentSecrets].includes(name),
  )
  const where = environment === undefined ? 'the top level' : `the environment ${environment}`
  const inherited = routes
    .filter(({ customDomain, pattern }) => customDomain && topLevel.customDomains.includes(pattern))
    .map(({ pattern }) => pattern)
  return [
    ...(accountId !== undefined && request.accountId !== undefined && accountId !== request.accountId
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

function onSplit({ current }: Facts, { command, allowSplit }: DeployRequest): Objection[] {
  const serving = current?.versions.filter(({ percentage }) => percentage > 0) ?? []
  const overwrites = command === 'deploy' || command === 'stage' || command === 'check'
  return serving.length > 1 && overwrites && !allowSplit
    ? [objection('split-deployment', `the traffic is split: ${describeShares(serving)}`)]
    : []
}

function onOrder({ order }: Facts, { allowDowngrade }: DeployRequest): Objection[] {
  const wrong = order?.kind === 'behind' || order?.kind === 'unrelated'
  return order && wrong && !allowDowngrade ? [objection('order-violated', describeOrder(order))] : []
}

function onSecrets({ secrets, configuration }: Facts, request: DeployRequest): Objection[] {
  // These are the secrets of the newest version. A version that is moved is judged by its own secrets.
  if (request.command === 'rollback' || request.command === 'promote') return []
  const wanted = new Set([...request.requiredSecrets, ...configuration.requiredSecrets])
  const missing = [...wanted].filter((name) => ![...secrets, ...request.sentSecrets].includes(name))
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

function onRoutes({ drift, configuration: { worker } }: Facts, { routesPolicy }: DeployRequest): Objection[] {
  if (drift === undefined) return []
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

/** Wrangler replaces such a record without asking if it has no terminal, as on a runner. */
function onDomains({ dnsConflicts = [] }: Facts, { routesPolicy }: DeployRequest): Objection[] {
  if (routesPolicy !== 'strict') return []
  return dnsConflicts.map((hostname) =>
    objection(
      'dns-record-taken',
      `${hostname} has a DNS record that a deploy of this custom domain would replace`,
    ),
  )
}
