import type { Deployment } from '@suite/cloudflare'
import type { Facts, Wishes } from './facts.ts'
import { lackingIn } from './lacking.ts'
import { type Objection, objection } from './objections.ts'
import { tellDeployment } from './steps/shares.ts'

/** Whether there is something to move. Pure. */
export function onPresence(
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

/** Whether the deployment in effect is the one that this pipeline made. Pure. */
export function onOwnership({ current }: Facts, wishes: Wishes): Objection[] {
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
  const is = `in effect since ${current.createdAt} is ${tellDeployment(current)}`
  if (expectedDeploymentId !== undefined && current.id !== expectedDeploymentId)
    return `the deployment ${expectedDeploymentId} is no longer in effect; ${is}`
  const strangers = current.versions.filter(
    (share) => ![versionId, expectedVersionId].includes(share.versionId),
  )
  return command === 'rollback' && strangers.length > 0
    ? `the traffic is not between ${expectedVersionId} and ${versionId} alone; ${is}`
    : undefined
}

/** A version that was uploaded long ago, or by hand, need not have what this run requires. Pure. */
export function onMoved({ moved, configuration }: Facts, wishes: Wishes): Objection[] {
  if (wishes.command !== 'promote' || moved === undefined) return []
  return lackingIn(moved, configuration, wishes).map((name) =>
    objection('bindings-missing', `the version ${wishes.versionId} lacks ${name}`),
  )
}
