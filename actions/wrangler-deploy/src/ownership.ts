import type { Deployment } from '@suite/cloudflare'
import type { Facts } from './facts.ts'
import { missingNames } from './missing-names.ts'
import { type Objection, objection } from './objections.ts'
import type { DeployRequest } from './request.ts'
import { describeDeployment, mainVersionOf } from './traffic/shares.ts'

/** Objects if there is nothing to move. */
export function onPresence(
  { current, moved, configuration: { worker } }: Facts,
  { command, versionId }: DeployRequest,
): Objection[] {
  if (command === 'deploy' || command === 'check') return []
  if (current === undefined)
    return [
      objection(
        'worker-missing',
        `the account has no Worker ${worker}, so there is nothing to ${command === 'rollback' ? 'roll back' : command}`,
        command === 'stage'
          ? 'If the Worker is new, deploy it once with `command: deploy`. Otherwise correct `account-id`, `environment` or the name in the configuration.'
          : 'Correct `account-id`, `environment` or the name in the configuration.',
      ),
    ]
  return versionId !== undefined && moved === undefined
    ? [
        objection(
          'worker-missing',
          `the Worker ${worker} has no version ${versionId}`,
          'Correct `version-id`: take it from the output `version-id` or `previous-version-id` of the run before. Look also whether `environment` is that of that run.',
        ),
      ]
    : []
}

/** Objects if the deployment in effect is not one that this pipeline made. */
export function onOwnership(
  { current, configuration: { worker } }: Facts,
  request: DeployRequest,
): Objection[] {
  const what = current && whyNotOurs(current, worker, request)
  return what === undefined ? [] : [objection('deployment-changed', what, waysOn(current, request))]
}

/** Returns what to do: a rollback may still be right, and then the version to leave is another one. */
function waysOn(current: Deployment | undefined, { command }: DeployRequest): string | undefined {
  if (command !== 'rollback' || current === undefined) return undefined
  const live = mainVersionOf(current)
  return `Find out who deployed, and whether the fault is gone. To roll back all the same, give \`expected-version-id: ${live}\`, and leave expected-deployment-id out.`
}

/** Returns why a deployment may not be replaced, or undefined if it may be. */
function whyNotOurs(
  current: Deployment,
  worker: string,
  { command, versionId, expectedDeploymentId, expectedVersionId }: DeployRequest,
): string | undefined {
  // The version has all traffic already, so that nothing is replaced.
  if (current.versions.every((share) => share.versionId === versionId)) return undefined
  const is = `in effect since ${current.createdAt} is ${describeDeployment(current)}`
  if (expectedDeploymentId !== undefined && current.id !== expectedDeploymentId)
    return `the deployment ${expectedDeploymentId} of ${worker} is no longer in effect; ${is}`
  const strangers = current.versions.filter(
    (share) => ![versionId, expectedVersionId].includes(share.versionId),
  )
  return command === 'rollback' && strangers.length > 0
    ? `the traffic of ${worker} is not between ${expectedVersionId} and ${versionId} alone; ${is}`
    : undefined
}

/** Objects if the version that is moved lacks what this run requires: it may have been uploaded long ago, or by hand. */
export function onMoved({ moved, configuration }: Facts, request: DeployRequest): Objection[] {
  if (request.command !== 'promote' || moved === undefined) return []
  return missingNames(moved, configuration, request).map((name) =>
    objection(
      'bindings-missing',
      `the version ${request.versionId} lacks ${name}`,
      'Declare it in the configuration of this environment or set the secret, stage again, and promote the new version.',
    ),
  )
}
