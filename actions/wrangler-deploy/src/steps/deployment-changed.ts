import type { Deployment } from '@suite/cloudflare'
import type { DeployContext } from '../deploy-context.ts'
import type { Ended } from '../plan.ts'
import { describeDeployment, mainVersionOf } from '../traffic/shares.ts'

/** The deployment in effect is not the one that it was a moment ago, or not the one that was just made. */
export interface DeploymentChanged {
  readonly headline: string
  readonly current: Deployment | undefined
  /** The version that was to be moved, if there is one. */
  readonly versionId: string | undefined
  /** What to do, if more is known than what the reason advises. */
  readonly fix?: string
}

/** Ends the command, because somebody else deployed. */
export function deploymentChanged(
  { facts, request }: DeployContext,
  { headline, current, versionId, fix }: DeploymentChanged,
): Ended {
  return {
    result: {
      versionId: versionId ?? request.versionId,
      previousVersionId: facts.current && mainVersionOf(facts.current),
      reason: 'deployment-changed',
      headline,
      ...(fix === undefined ? {} : { fix }),
      notes: [],
      deployment: current,
    },
  }
}

/**
 * Reads whether `known` is still the deployment in effect, which is the last thing before a write. Returns undefined if
 * it is.
 * @throws UsageError or OutsideError if it cannot be read
 */
export async function findChange(
  context: DeployContext,
  known: Deployment | undefined,
  versionId: string | undefined,
): Promise<Ended | undefined> {
  const { worker } = context.facts.configuration
  const [current] = (await context.api.readDeployments(worker)) ?? []
  if (current?.id === known?.id) return undefined
  const headline = `somebody else deployed ${worker} meanwhile: in effect is ${describeDeployment(current)}, and it was ${known?.id ?? 'nothing'}`
  return deploymentChanged(context, { headline, current, versionId })
}
