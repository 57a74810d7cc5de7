import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { moveTraffic } from '../steps/move.ts'
import { serves, sharesOf } from '../steps/shares.ts'
import { planned } from './planned.ts'

/**
 * Gives all traffic back to a version that is named. It is never guessed, so that a second rollback does not undo the
 * first, as it does with wrangler's own.
 */
export async function rollback(mission: Mission): Promise<Result> {
  const { facts, wishes, writes } = mission
  const { worker } = facts.configuration
  const versionId = wishes.versionId ?? ''
  const shares = sharesOf(versionId, 100, undefined)
  const already = serves(facts.current, shares)
  const deployment = already ? facts.current : await moveTraffic(mission, facts.current, shares)
  if (!already && writes.dryRun) return planned(mission)
  return {
    reason: 'rolled-back',
    headline: `${versionId} of ${worker} has all traffic${already ? ', as it had before: nothing was written' : ' again'}`,
    notes: ['Routes, schedules and secrets are as they are: a rollback moves traffic alone.'],
    versionId,
    previousVersionId: wishes.expectedVersionId,
    deployment,
  }
}
