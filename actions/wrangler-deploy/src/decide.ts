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
      ? [
          objection(
            'config-invalid',
            'account_id of the configuration is not the account-id that is given',
            'Correct `account_id` in the configuration or the input `account-id`: both must name the account of this Worker.',
          ),
        ]
      : []),
    ...missing.map((name) =>
      objection('bindings-missing', `${where} declares no binding ${name} for ${worker}`),
    ),
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
  if (tokenStatus === 'active') return []
  const fix =
    tokenStatus === 'disabled'
      ? 'Enable the token again in the dashboard (My Profile · API Tokens), or create a new one and store it.'
      : undefined
  return [objection('token-invalid', `the API token is ${tokenStatus}`, fix)]
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
  if (!order || !wrong || allowDowngrade) return []
  const fix =
    order.kind === 'unrelated'
      ? 'Merge or rebase onto the commit of the live version, so that this commit contains it. To deploy without it, set `allow-downgrade: true` once.'
      : undefined
  return [objection('order-violated', describeOrder(order), fix)]
}

function onSecrets({ secrets, configuration }: Facts, request: DeployRequest): Objection[] {
  // These are the secrets of the newest version. A version that is moved is judged by its own secrets.
  if (request.command === 'rollback' || request.command === 'promote') return []
  const wanted = new Set([...request.requiredSecrets, ...configuration.requiredSecrets])
  const missing = [...wanted].filter((name) => ![...secrets, ...request.sentSecrets].includes(name))
  const { worker } = configuration
  return missing.map((name) => ({
    ...objection(
      'secrets-missing',
      `the Worker ${worker} has no secret ${name}`,
      'Set it from the root of the repository as below, or send it together with the code with the input `secrets`.',
    ),
    wrangler: ['secret', 'put', name, ...environmentArguments(configuration)],
  }))
}

/** Returns the arguments that name the environment to a person's wrangler, which reads CLOUDFLARE_ENV otherwise. */
function environmentArguments({ environment, choices }: Configuration): string[] {
  if (environment !== undefined) return ['--env', environment]
  return choices.length > 0 ? ['--env='] : []
}

function onRoutes({ drift, configuration: { worker } }: Facts, { routesPolicy }: DeployRequest): Objection[] {
  if (drift === undefined) return []
  const taken = drift.ofAnotherWorker.map((route) =>
    objection(
      'route-taken',
      `${route.pattern} belongs to ${route.worker}, not to ${worker}`,
      `Remove ${route.pattern} from the configuration of ${route.worker} and deploy that Worker, or remove it from this configuration.`,
    ),
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
