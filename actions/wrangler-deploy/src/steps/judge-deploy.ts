import type { Deployment, Version } from '@suite/cloudflare'
import { adviceOn, wayBack } from '../read-backs/advice.ts'
import type { Result } from '../result.ts'
import { describeDeployment, mainVersionOf, serves, sharesOf } from '../traffic/shares.ts'
import { correctionFor, describeInvocation, endedWell } from '../wrangler/call.ts'
import type { Invocation } from '../wrangler/invoke.ts'

interface DeployEvidence {
  readonly worker: string
  readonly invocation: Invocation
  readonly before: Deployment | undefined
  /** All deployments after wrangler ended, the newest first: that one is in effect. */
  readonly after: readonly Deployment[]
  /** The version that has the largest share of the newest deployment. */
  readonly version: Version | undefined
  /** The tag that the version must have; undefined if this wrangler sets none. */
  readonly tag: string | undefined
}

/**
 * Returns the result of a `wrangler deploy` by what the platform shows. The exit code of wrangler proves nothing in
 * either direction: it is 0 if its child was killed, and 1 if a route failed after the version went live.
 * @see https://github.com/cloudflare/workers-sdk/issues/14584
 */
export function judgeDeploy({
  worker,
  invocation,
  before,
  after: all,
  version,
  tag,
}: DeployEvidence): Result {
  const [after, ...older] = all
  const { versionId: claimed, worker: claimedWorker } = invocation.claims
  const previousVersionId = before && mainVersionOf(before)
  const end = describeInvocation(invocation)
  const common = { previousVersionId, deployment: after, lines: invocation.lines }

  if (after === undefined || after.id === before?.id)
    return {
      ...common,
      reason: 'not-deployed',
      headline: `${worker} was not deployed: ${end}, and in effect is ${describeDeployment(after)}, as before`,
      fix: correctionFor(invocation),
      notes: [],
    }

  const live = mainVersionOf(after)
  const tagged = tag === undefined || version?.tag === tag
  if (claimed === undefined ? !tagged : claimed !== live || claimedWorker !== worker)
    return {
      ...common,
      reason: 'deployment-changed',
      headline: `somebody else deployed ${worker} meanwhile: in effect is ${describeDeployment(after)}`,
      notes: [claimed === undefined ? end : `${end}; it says that it uploaded ${claimed}`],
      versionId: claimed,
    }

  const whole = claimed !== undefined && tagged && serves(after, sharesOf(live, 100, undefined))
  if (!endedWell(invocation) || !whole)
    return {
      ...common,
      reason: 'half-deployed',
      headline: `the new version ${live} of ${worker} is live, but the deploy did not end well: ${end}`,
      ...adviceOn(live, after, previousVersionId),
      versionId: live,
    }

  const replaced = deploymentsBetween(older, before)
  const [theirs] = replaced
  if (theirs !== undefined)
    return {
      ...common,
      reason: 'deployment-changed',
      headline: `${live} of ${worker} is live, and has replaced what somebody else deployed while it was built: ${replaced.map(describeDeployment).join('; ')}`,
      fix: `Find out who deployed, and whether your commit contains theirs; if it does, nothing is lost. Otherwise deploy a commit that contains both, or give the traffic back: ${wayBack(mainVersionOf(theirs), live)}.`,
      notes: adviceOn(live, after, mainVersionOf(theirs)).notes,
      versionId: live,
      previousVersionId: mainVersionOf(theirs),
    }
  return {
    ...common,
    reason: 'deployed',
    headline: `${live} of ${worker} is live`,
    notes: [],
    versionId: live,
  }
}

/** Returns the deployments that others made during this one, the newest first. Their code may be newer. */
function deploymentsBetween(
  older: readonly Deployment[],
  before: Deployment | undefined,
): readonly Deployment[] {
  const index = older.findIndex(({ id }) => id === before?.id)
  return older.slice(0, index < 0 ? older.length : index)
}
