import type { ReadBack } from '../plan.ts'
import { describeDeployment, serves } from '../traffic/shares.ts'
import { readBack } from './read-back.ts'

/**
 * Reads the deployment in effect after everything else was written and read: somebody may have deployed while routes
 * were set. Returns the result as it is if the deployment is still the one of this run.
 */
export const requireStillInEffect: ReadBack = async (context, result) => {
  const { api, facts } = context
  const { deployment, versionId } = result
  if (deployment === undefined || versionId === undefined) return result
  const { worker } = facts.configuration
  const after = await readBack(
    context,
    `${versionId} of ${worker} was deployed, but it is not known whether it is still in effect`,
    result,
    () => api.readDeployments(worker),
  )
  if ('result' in after) return after.result
  const [current] = after.value ?? []
  if (current?.id === deployment.id && serves(current, deployment.versions)) return result
  return {
    ...result,
    reason: 'deployment-changed',
    headline: `somebody else deployed ${worker} while this run went on: in effect is ${describeDeployment(current)}`,
    notes: [`This run had deployed ${describeDeployment(deployment)}.`, ...result.notes],
    deployment: current,
  }
}
