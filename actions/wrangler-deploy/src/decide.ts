import type { Configuration } from './configuration/configuration.ts'
import type { Facts, Wishes } from './facts.ts'
import { type Objection, objection } from './objections.ts'
import { tellOrder } from './order.ts'
import { onMoved, onOwnership, onPresence } from './ownership.ts'
import { tellShares } from './steps/shares.ts'

/** Everything that forbids what is asked for, the gravest first; none: it may be done. Pure. */
export function judgePreflight(facts: Facts, wishes: Wishes): Objection[] {
  return [
    ...onToken(facts),
    ...(wishes.command === 'rollback' ? [] : onConfiguration(facts.configuration, wishes)),
    ...onPresence(facts, wishes),
    ...onOwnership(facts, wishes),
    ...onSplit(facts, wishes),
    ...onOrder(facts, wishes),
    ...onSecrets(facts, wishes),
    ...onMoved(facts, wishes),
    ...onRoutes(facts, wishes),
    ...onDomains(facts, wishes),
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
  // These are the secrets of the newest version: one that is moved is judged by its own.
  if (wishes.command === 'rollback' || wishes.command === 'promote') return []
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

function onRoutes({ drift, configuration: { worker } }: Facts, { routesPolicy }: Wishes): Objection[] {
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

/** Wrangler replaces such a record without asking where it has no terminal, as on a runner. */
function onDomains({ dnsConflicts = [] }: Facts, { routesPolicy }: Wishes): Objection[] {
  if (routesPolicy !== 'strict') return []
  return dnsConflicts.map((hostname) =>
    objection(
      'dns-record-taken',
      `${hostname} has a DNS record that a deploy of this custom domain would replace`,
    ),
  )
}
