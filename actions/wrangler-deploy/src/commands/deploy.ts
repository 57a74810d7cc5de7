import type { Deployment } from '@suite/cloudflare'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { confirm, readPlatform } from '../steps/confirm.ts'
import { moveTraffic, requireUnchanged } from '../steps/move.ts'
import { readBack } from '../steps/read-back.ts'
import { mostOf, sharesOf } from '../steps/shares.ts'
import { finishTriggers } from '../steps/triggers.ts'
import { uploadVersion } from '../steps/upload.ts'
import { annotationsOf, callWrangler, tellInvocation } from '../wrangler/call.ts'
import { noteOnUnknownFields } from '../wrangler/unknown-fields.ts'
import { abilitiesOf } from '../wrangler/version.ts'
import { judgeDeploy } from './judge-deploy.ts'
import { planned } from './planned.ts'

/** Deploys in one call of wrangler where that sets the tag too, and in steps of our own where it does not. */
export async function deploy(mission: Mission): Promise<Result> {
  const { facts, workshop } = mission
  const { tagsDeploys } = abilitiesOf(workshop.installed.version)
  // A Worker that is not there yet cannot be uploaded to by steps.
  return tagsDeploys || facts.current === undefined
    ? deployAtOnce(mission, tagsDeploys)
    : deployInSteps(mission, facts.current)
}

async function deployAtOnce(mission: Mission, tagged: boolean): Promise<Result> {
  const { api, facts, writes, tag } = mission
  const { worker } = facts.configuration
  if (!writes.dryRun) await requireUnchanged(mission, facts.current)
  const invocation = await callWrangler(
    mission,
    `deploy ${worker} by wrangler`,
    ['deploy', ...annotationsOf(mission, { tagged })],
    { withSecrets: true },
  )
  if (invocation === undefined) return planned(mission)
  const known = {
    versionId: invocation.claims.versionId,
    previousVersionId: facts.current && mostOf(facts.current),
    lines: invocation.lines,
  }
  // All of it is of the time after the writes, so it is read at once; only the deployments are read once more, last.
  const { versionId: claimed } = invocation.claims
  const platform = readPlatform(mission)
  const claimedVersion = claimed === undefined ? undefined : api.readVersion(worker, claimed)
  // A failure shows where the answer is needed, if it is.
  for (const reading of [platform, claimedVersion]) reading?.catch(() => {})
  const { all, version } = await readBack(
    `it is not known what of ${worker} is in effect: ${tellInvocation(invocation)}`,
    known,
    async () => {
      const all = (await api.readDeployments(worker)) ?? []
      const [after] = all
      const live = after && mostOf(after)
      if (live === undefined) return { all, version: undefined }
      return { all, version: await (live === claimed ? claimedVersion : api.readVersion(worker, live)) }
    },
  )
  const result = judgeDeploy({
    worker,
    invocation,
    before: facts.current,
    after: all,
    version,
    tag: tagged ? tag : undefined,
  })
  if (result.reason !== 'deployed') return result
  const notes = [
    ...result.notes,
    ...noteOnUnknownFields(invocation.unknownFields),
    ...(tagged || tag === undefined
      ? []
      : ['This wrangler sets no tag on this deploy, so the next run cannot tell the order of commits.']),
  ]
  return confirm(mission, { ...result, notes }, { version, platform })
}

async function deployInSteps(mission: Mission, current: Deployment): Promise<Result> {
  const uploaded = await uploadVersion(mission)
  // The call that carries a migration out sets no tag in these versions of wrangler.
  if ('failed' in uploaded && uploaded.needsDeploy) return deployAtOnce(mission, false)
  if ('failed' in uploaded) return { ...uploaded.failed, previousVersionId: mostOf(current) }
  const versionId = uploaded.version?.id ?? 'the new version'
  const deployment = await moveTraffic(mission, current, sharesOf(versionId, 100, undefined))
  const shortcoming = await finishTriggers(mission)
  if (deployment === undefined) return planned(mission)
  const result: Result = {
    reason: 'deployed',
    headline: `${versionId} of ${mission.facts.configuration.worker} is live`,
    notes: uploaded.notes,
    versionId,
    previousVersionId: mostOf(current),
    deployment,
  }
  return confirm(mission, result, { version: uploaded.version, shortcoming })
}
