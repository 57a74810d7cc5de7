import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { readBack } from './read-back.ts'
import { serves, tellDeployment } from './shares.ts'

/**
 * Reads the deployment in effect after everything else was written and read: somebody may have deployed while routes
 * were set. A result without a deployment of ours is returned as it is.
 * @throws Unconfirmed where it cannot be read
 */
export async function lookOnceMore({ api, facts, writes }: Mission, result: Result): Promise<Result> {
  const { deployment, versionId } = result
  if (deployment === undefined || versionId === undefined || writes.dryRun) return result
  const { worker } = facts.configuration
  const [current] =
    (await readBack(
      `${versionId} of ${worker} was deployed, and it is not known whether it is still in effect`,
      result,
      () => api.readDeployments(worker),
    )) ?? []
  if (current?.id === deployment.id && serves(current, deployment.versions)) return result
  return {
    ...result,
    reason: 'deployment-changed',
    headline: `somebody else deployed ${worker} while this run went on: in effect is ${tellDeployment(current)}`,
    notes: [`This run had deployed ${tellDeployment(deployment)}.`, ...result.notes],
    deployment: current,
  }
}
