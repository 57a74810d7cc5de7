import type { DeployContext } from '../deploy-context.ts'
import { missingNames } from '../missing-names.ts'
import type { Plan, Progress } from '../plan.ts'
import { requireStillInEffect } from '../read-backs/require-still-in-effect.ts'
import type { Result } from '../result.ts'
import { giveTraffic } from '../steps/give-traffic.ts'
import { uploadVersion } from '../steps/upload-version.ts'
import { mainVersionOf } from '../traffic/shares.ts'
import { planned } from './planned.ts'

/** Plans to upload a version and deploy it at 0 %: only requests that name the version reach it. */
export function planStage(context: DeployContext): Plan {
  const { current } = context.facts
  return {
    start: { deployment: current, previousVersionId: current && mainVersionOf(current), notes: [] },
    steps: [uploadVersion(), giveTraffic(0)],
    conclude: (progress) => (context.writes.dryRun ? planned(context) : staged(context, progress)),
    readBacks: [requireStillInEffect],
  }
}

function staged({ facts, request }: DeployContext, progress: Progress): Result {
  const { configuration } = facts
  const { versionId, version, previousVersionId, deployment, notes } = progress
  const missing = missingNames(version, configuration, request)
  const common = { versionId, previousVersionId, deployment }
  if (missing.length > 0)
    return {
      ...common,
      reason: 'bindings-missing',
      headline: `the staged version ${versionId} of ${configuration.worker} lacks ${missing.join(', ')}`,
      fix: 'Declare what it lacks in the configuration of this environment, or set the secret, and stage again. This version has no traffic.',
      notes: [],
    }
  return {
    ...common,
    reason: 'staged',
    headline: `${versionId} of ${configuration.worker} is staged at 0 %; ${previousVersionId} has the traffic`,
    notes: [
      ...notes,
      `To reach it: Cloudflare-Workers-Version-Overrides: ${configuration.worker}="${versionId}"`,
      'Routes and schedules are as before; promote sets them when the version has all traffic.',
    ],
  }
}
