import type { Deployment, Version } from '@suite/cloudflare'
import type { Result } from '../result.ts'
import { mostOf, serves, sharesOf, tellDeployment, tellShares } from '../steps/shares.ts'
import { endedWell, tellInvocation } from '../wrangler/call.ts'
import type { Invocation } from '../wrangler/invoke.ts'

interface Evidence {
  readonly worker: string
  readonly invocation: Invocation
  readonly before: Deployment | undefined
  /** All deployments once wrangler has ended, the newest first: that one is in effect. */
  readonly after: readonly Deployment[]
  /** The version to which that one gives the largest share. */
  readonly version: Version | undefined
  /** The tag that the version must have; `undefined` where this wrangler sets none. */
  readonly tag: string | undefined
}

/**
 * What became of a `wrangler deploy`. Its exit code alone proves nothing, in either direction: it is 0 where its child
 * was killed, and 1 where a route failed after the version went live. Pure.
 * @see https://github.com/cloudflare/workers-sdk/issues/14584
 */
export function judgeDeploy({ worker, invocation, before, after: all, version, tag }: Evidence): Result {
  const [after, ...older] = all
  const { versionId: claimed, worker: claimedWorker } = invocation.claims
  const previousVersionId = before && mostOf(before)
  const end = tellInvocation(invocation)
  const common = { previousVersionId, deployment: after, lines: invocation.lines }

  if (after === undefined || after.id === before?.id)
    return {
      ...common,
      reason: 'not-deployed',
      headline: `${worker} was not deployed: ${end}, and in effect is ${tellDeployment(after)}, as before`,
      notes: [],
    }

  const live = mostOf(after)
  const tagged = tag === undefined || version?.tag === tag
  if (claimed === undefined ? !tagged : claimed !== live || claimedWorker !== worker)
    return {
      ...common,
      reason: 'deployment-changed',
      headline: `somebody else deployed ${worker} meanwhile: in effect is ${tellDeployment(after)}`,
      notes: [claimed === undefined ? end : `${end}; it says that it uploaded ${claimed}`],
      versionId: claimed,
    }

  const whole = claimed !== undefined && tagged && serves(after, sharesOf(live, 100, undefined))
  if (!endedWell(invocation) || !whole)
    return {
      ...common,
      reason: 'half-deployed',
      headline: `the new version ${live} of ${worker} is live, but the deploy did not end well: ${end}`,
      notes: whatToDo(live, after, previousVersionId),
      versionId: live,
    }

  const replaced = between(older, before)
  const [theirs] = replaced
  if (theirs !== undefined)
    return {
      ...common,
      reason: 'deployment-changed',
      headline: `${live} of ${worker} is live, and has replaced what somebody else deployed while it was built: ${replaced.map(tellDeployment).join('; ')}`,
      notes: whatToDo(live, after, mostOf(theirs)),
      versionId: live,
      previousVersionId: mostOf(theirs),
    }
  return {
    ...common,
    reason: 'deployed',
    headline: `${live} of ${worker} is live`,
    notes: [],
    versionId: live,
  }
}

/** What a person needs who finds a version live that is not whole. Pure. */
export function whatToDo(live: string, deployment: Deployment, previous: string | undefined): string[] {
  return [
    `Live: version ${live} by deployment ${deployment.id} (${tellShares(deployment.versions)}). Routes, domains and schedules may be as before.`,
    previous === undefined
      ? 'There is no version to go back to: correct the cause and deploy again.'
      : `Correct the cause and deploy again, or go back: command: rollback, version-id: ${previous}, expected-version-id: ${live}.`,
  ]
}

/** Deployments that came while this one was under way, the newest first: how old their code is, nobody has asked. */
function between(older: readonly Deployment[], before: Deployment | undefined): readonly Deployment[] {
  const at = older.findIndex(({ id }) => id === before?.id)
  return older.slice(0, at < 0 ? older.length : at)
}
