import type { Deployment, Version } from '@suite/cloudflare'
import type { DeployContext } from '../deploy-context.ts'
import type { Step } from '../plan.ts'
import { readPlatform } from '../read-backs/platform-state.ts'
import { readBack } from '../read-backs/read-back.ts'
import { mainVersionOf } from '../traffic/shares.ts'
import { callWrangler, describeInvocation, versionFlags } from '../wrangler/call.ts'
import { noteOnUnknownFields } from '../wrangler/unknown-fields.ts'
import { findChange } from './deployment-changed.ts'
import { judgeDeploy } from './judge-deploy.ts'

/**
 * Deploys in one call of wrangler, and judges it by what the platform shows afterwards.
 * @param tagged whether this wrangler sets tag and message in that call
 */
export function deployByWrangler({ tagged }: { readonly tagged: boolean }): Step {
  return async (context, progress) => {
    const { facts, writes, upload } = context
    const { worker } = facts.configuration
    const changed = writes.dryRun ? undefined : await findChange(context, facts.current, undefined)
    if (changed !== undefined) return changed
    const invocation = await callWrangler(
      context,
      `deploy ${worker} by wrangler`,
      ['deploy', ...versionFlags(upload, { tagged })],
      { withSecrets: true },
    )
    if (invocation === undefined) return progress

    // These reads begin at once. Only the deployment in effect is read a second time, at the end.
    const { versionId: claimed } = invocation.claims
    const platform = readPlatform(context)
    platform.catch(keepForLater)
    const { previousVersionId } = progress
    const after = await readBack(
      context,
      `it is not known which version of ${worker} is in effect: ${describeInvocation(invocation)}`,
      { versionId: claimed, previousVersionId, lines: invocation.lines },
      () => readDeployed(context, claimed),
    )
    if ('result' in after) return after
    const { deployments, version } = after.value
    const { current: before } = facts
    const tag = tagged ? upload.tag : undefined
    const judged = judgeDeploy({ worker, invocation, before, after: deployments, version, tag })
    if (judged.reason !== 'deployed') return { result: judged }
    return {
      ...progress,
      versionId: judged.versionId,
      version,
      deployment: judged.deployment,
      notes: [
        ...noteOnUnknownFields(invocation.unknownFields),
        ...(tagged || upload.tag === undefined
          ? []
          : ['This wrangler sets no tag on this deploy, so the next run cannot tell the order of commits.']),
      ],
      lines: invocation.lines,
      platform,
    }
  }
}

interface Deployed {
  /** All deployments, the newest first. */
  readonly deployments: readonly Deployment[]
  /** The version that has the largest share of the newest one. */
  readonly version: Version | undefined
}

/** Reads the deployments, and at the same time the version that wrangler says it uploaded. */
async function readDeployed({ api, facts }: DeployContext, claimed: string | undefined): Promise<Deployed> {
  const { worker } = facts.configuration
  const claimedVersion = claimed === undefined ? undefined : api.readVersion(worker, claimed)
  claimedVersion?.catch(keepForLater)
  const deployments = (await api.readDeployments(worker)) ?? []
  const [newest] = deployments
  const live = newest && mainVersionOf(newest)
  if (live === undefined) return { deployments, version: undefined }
  return { deployments, version: await (live === claimed ? claimedVersion : api.readVersion(worker, live)) }
}

/** Leaves a failed read to the place that needs its answer, if any does. */
function keepForLater(): void {}
