import type { DeployContext } from '../deploy-context.ts'
import type { Plan } from '../plan.ts'
import { requireStillInEffect } from '../read-backs/require-still-in-effect.ts'
import { giveTraffic } from '../steps/give-traffic.ts'
import { serves, sharesOf } from '../traffic/shares.ts'
import { planned } from './planned.ts'

/**
 * Plans to give all traffic back to the version that is named. The version is never guessed, so that a second rollback
 * does not undo the first one, as it does with wrangler's own rollback.
 */
export function planRollback(context: DeployContext): Plan {
  const { facts, request, writes } = context
  const { worker } = facts.configuration
  const { versionId = '', expectedVersionId } = request
  const already = serves(facts.current, sharesOf(versionId, 100, undefined))
  return {
    start: { versionId, previousVersionId: expectedVersionId, deployment: facts.current, notes: [] },
    steps: already ? [] : [giveTraffic(100)],
    conclude: ({ deployment }) =>
      writes.dryRun && !already
        ? planned(context)
        : {
            reason: 'rolled-back',
            headline: `${versionId} of ${worker} has all traffic${already ? ', as it had before: nothing was written' : ' again'}`,
            notes: ['Routes, schedules and secrets are as they are: a rollback moves traffic alone.'],
            versionId,
            previousVersionId: expectedVersionId,
            deployment,
          },
    readBacks: [requireStillInEffect],
  }
}
