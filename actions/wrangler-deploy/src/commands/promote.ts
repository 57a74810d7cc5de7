import type { Deployment } from '@suite/cloudflare'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { confirm } from '../steps/confirm.ts'
import { moveTraffic } from '../steps/move.ts'
import { mostOf, serves, sharesOf, tellShares } from '../steps/shares.ts'
import { finishTriggers } from '../steps/triggers.ts'
import { planned } from './planned.ts'

/** Moves traffic to a staged version, step by step; at 100 % sets what belongs to it besides. */
export async function promote(mission: Mission): Promise<Result> {
  const { facts, wishes, steps, writes } = mission
  const { worker } = facts.configuration
  const versionId = wishes.versionId ?? ''
  const previous = facts.current && previousOf(facts.current, versionId)
  const last = steps.at(-1) ?? 100
  if (previous === undefined && last < 100)
    return {
      reason: 'not-deployed',
      headline: `${versionId} of ${worker} has all traffic already, not ${last} %: there is no other version for the rest`,
      notes: ['Nothing was written. To take traffic away from it, use command: rollback.'],
      versionId,
      deployment: facts.current,
    }
  let deployment = facts.current
  for (const step of steps) {
    const shares = sharesOf(versionId, step, previous)
    if (!serves(deployment, shares))
      deployment = (await moveTraffic(mission, deployment, shares)) ?? deployment
  }
  const shortcoming = last === 100 ? await finishTriggers(mission) : undefined
  if (writes.dryRun) return planned(mission)
  const result: Result = {
    versionId,
    previousVersionId: previous,
    reason: 'promoted',
    headline: `${worker}: ${deployment ? tellShares(deployment.versions) : ''}`,
    notes: [],
    deployment,
  }
  return last === 100
    ? confirm(mission, result, { version: facts.moved, shortcoming })
    : { ...result, notes: ['Routes and schedules are as before; they are set at 100 %.'] }
}

/** The version that has the rest of the traffic, and to which one would go back. */
function previousOf(current: Deployment, versionId: string): string | undefined {
  const others = current.versions.filter((share) => share.versionId !== versionId)
  return others.length === 0 ? undefined : mostOf({ ...current, versions: others })
}
