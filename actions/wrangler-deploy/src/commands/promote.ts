import type { Deployment } from '@suite/cloudflare'
import type { DeployContext } from '../deploy-context.ts'
import type { Plan, Step } from '../plan.ts'
import { requireStillInEffect } from '../read-backs/require-still-in-effect.ts'
import { requireWhole } from '../read-backs/require-whole.ts'
import { giveTraffic } from '../steps/give-traffic.ts'
import { setTriggers } from '../steps/set-triggers.ts'
import { describeShares, mainVersionOf } from '../traffic/shares.ts'
import { planned } from './planned.ts'

/** Plans to move traffic to a staged version step by step, and to set its routes and schedules at 100 %. */
export function planPromote(context: DeployContext): Plan {
  const { facts, request, writes } = context
  const { worker } = facts.configuration
  const { versionId = '', traffic } = request
  const previousVersionId = facts.current && otherVersionOf(facts.current, versionId)
  const last = traffic.at(-1) ?? 100
  const whole = last === 100
  const steps = [...traffic.map(giveTraffic), ...(whole ? [setTriggers] : [])]
  return {
    start: { versionId, version: facts.moved, previousVersionId, deployment: facts.current, notes: [] },
    steps: previousVersionId === undefined && !whole ? [refuseSmallerShare(last)] : steps,
    conclude: ({ deployment }) =>
      writes.dryRun
        ? planned(context)
        : {
            versionId,
            previousVersionId,
            reason: 'promoted',
            headline: `${worker}: ${deployment ? describeShares(deployment.versions) : ''}`,
            notes: whole ? [] : ['Routes and schedules are as before; they are set at 100 %.'],
            deployment,
          },
    readBacks: [...(whole ? [requireWhole] : []), requireStillInEffect],
  }
}

/** Returns the version that has the rest of the traffic, which is the one to go back to. */
function otherVersionOf(current: Deployment, versionId: string): string | undefined {
  const others = current.versions.filter((share) => share.versionId !== versionId)
  return others.length === 0 ? undefined : mainVersionOf({ ...current, versions: others })
}

function refuseSmallerShare(wanted: number): Step {
  return async ({ facts, request: { versionId } }) => ({
    result: {
      reason: 'not-deployed',
      headline: `${versionId} of ${facts.configuration.worker} has all traffic already, not ${wanted} %: there is no other version for the rest`,
      fix: 'To promote a newer version, stage it first and give its `version-id`. To take traffic away from this one, use `command: rollback`.',
      notes: ['Nothing was written.'],
      versionId,
      deployment: facts.current,
    },
  })
}
