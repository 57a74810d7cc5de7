import type { Deployment, Share } from '@suite/cloudflare'
import { isAmbiguous } from '@suite/errors'
import { applied, unknown, type WriteOutcome } from '@suite/runner'
import type { DeployContext } from '../deploy-context.ts'
import type { Ended, Step } from '../plan.ts'
import { wayBack } from '../read-backs/advice.ts'
import { readBack } from '../read-backs/read-back.ts'
import { describeDeployment, describeShares, mainVersionOf, serves, sharesOf } from '../traffic/shares.ts'
import { deploymentChanged, findChange } from './deployment-changed.ts'

/**
 * Gives the version a share of the traffic and the previous version the rest, and reads back that they have it. Writes
 * nothing if they have it already. Ends the command if somebody else deployed.
 */
export function giveTraffic(percentage: number): Step {
  return async (context, progress) => {
    const { versionId = 'the new version', previousVersionId, deployment } = progress
    const { writes, facts } = context
    const shares = sharesOf(versionId, percentage, previousVersionId)
    if (serves(deployment, shares)) return progress
    const changed = writes.dryRun ? undefined : await findChange(context, deployment, versionId)
    if (changed !== undefined) return changed
    const { result: moved } = await writes.perform(
      `deploy ${describeShares(shares)} of ${facts.configuration.worker}`,
      () => moveTraffic(context, { versionId, known: deployment, shares }),
    )
    if (moved === undefined) return progress
    return 'result' in moved ? moved : { ...progress, deployment: moved }
  }
}

interface Move {
  readonly versionId: string
  /** The deployment that is replaced. */
  readonly known: Deployment | undefined
  readonly shares: readonly Share[]
}

/**
 * Makes the deployment and reads it back. Returns the deployment that is in effect, or how the command ends.
 * @throws the error of the request if it was refused, or if the platform shows nothing of it
 */
async function moveTraffic(
  context: DeployContext,
  { versionId, known, shares }: Move,
): Promise<WriteOutcome<Deployment | Ended>> {
  const { api, facts, upload } = context
  const { worker } = facts.configuration
  const made = await api
    .createDeployment(worker, shares, upload.message)
    // Only the platform can tell whether it was carried out.
    .catch((error: unknown) => (isAmbiguous(error) ? error : Promise.reject(error)))
  const after = await readBack(
    context,
    `${describeShares(shares)} of ${worker} was requested, but it is not known whether that is in effect`,
    { versionId },
    () => api.readDeployments(worker),
  )
  if ('result' in after) return unknown(after)
  const [current, replaced] = after.value ?? []
  const isOurs = isAmbiguous(made) ? current?.id !== known?.id : current?.id === made.id
  if (current !== undefined && isOurs && serves(current, shares)) {
    if (replaced?.id === known?.id) return applied(current)
    const headline = `${describeShares(shares)} of ${worker} is in effect, and has replaced what somebody else deployed a moment before: ${describeDeployment(replaced)}`
    const fix =
      replaced &&
      `Find out who deployed. To give the traffic back to it: ${wayBack(mainVersionOf(replaced), versionId)}.`
    return applied(
      deploymentChanged(context, { headline, current, versionId, ...(fix === undefined ? {} : { fix }) }),
    )
  }
  if (isAmbiguous(made)) throw made
  const headline = `${describeShares(shares)} of ${worker} was requested; in effect is ${describeDeployment(current)}`
  return applied(deploymentChanged(context, { headline, current, versionId }))
}
