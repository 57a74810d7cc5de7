import { randomUUID } from 'node:crypto'
import { refusal } from './envelope.ts'
import type { AccountState, State, StoredDeployment, WorkerState } from './state.ts'

/**
 * Cloudflare deploys only the newest versions, up to this number.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/
 */
export const deployable = 100

export interface DeployOptions {
  readonly annotations?: Readonly<Record<string, string>>
  readonly source?: string
  readonly forced?: boolean
}

/**
 * Deploys versions, and waits for all listeners, so that an edge serves the versions when this returns.
 *
 * @throws AnswerError for shares that do not add up to 100, and for a version that cannot be deployed
 */
export async function deploy(
  state: State,
  account: AccountState,
  worker: WorkerState,
  versions: StoredDeployment['versions'],
  { annotations = {}, source = 'wrangler', forced = false }: DeployOptions = {},
): Promise<StoredDeployment> {
  const total = versions.reduce((sum, { percentage }) => sum + percentage, 0)
  if (versions.length < 1 || versions.length > 2 || Math.abs(total - 100) > 0.01)
    throw refusal(400, 10021, 'One or two versions are deployed, whose percentages are 100 together.')
  const known = new Set(worker.versions.slice(0, deployable).map(({ id }) => id))
  for (const { versionId } of versions)
    if (!known.has(versionId)) throw refusal(404, 10094, `No version ${versionId} can be deployed.`)
  const deployment: StoredDeployment = {
    id: randomUUID(),
    createdAt: state.now().toISOString(),
    source,
    versions,
    annotations: { 'workers/triggered_by': 'deployment', ...annotations },
    forced,
  }
  worker.deployments.unshift(deployment)
  worker.lastDeployedFrom = source
  for (const listener of state.listeners) await listener(worker, account)
  return deployment
}

/** Returns whether the newest version gets every request. */
export function isLatestDeployed({ versions: [latest], deployments: [current] }: WorkerState): boolean {
  const whole = current?.versions.find(({ percentage }) => percentage === 100)
  return whole !== undefined && whole.versionId === latest?.id
}
