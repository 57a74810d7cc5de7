import type { Deployment } from '@suite/cloudflare'
import { confirm } from './confirm.ts'
import { judgeDeploy } from './judge-deploy.ts'
import type { Mission } from './mission.ts'
import { planned } from './planned.ts'
import type { Result } from './result.ts'
import { moveTraffic, requireUnchanged } from './traffic/move.ts'
import { mostOf, sharesOf } from './traffic/shares.ts'
import { finishTriggers } from './triggers.ts'
import { uploadVersion } from './upload.ts'
import { annotationsOf, callWrangler } from './wrangler/call.ts'
import { abilitiesOf } from './wrangler/version.ts'

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
  const all = (await api.readDeployments(worker)) ?? []
  const [after] = all
  const version = after && (await api.readVersion(worker, mostOf(after)))
  const result = judgeDeploy({
    worker,
    invocation,
    before: facts.current,
    after: all,
    version,
    tag: tagged ? tag : undefined,
  })
  return result.reason === 'deployed' ? confirm(mission, result, { version }) : result
}

async function deployInSteps(mission: Mission, current: Deployment): Promise<Result> {
  const uploaded = await uploadVersion(mission)
  if ('failed' in uploaded) return { ...uploaded.failed, previousVersionId: mostOf(current) }
  const versionId = uploaded.version?.id ?? 'the new version'
  const deployment = await moveTraffic(mission, current, sharesOf(versionId, 100, undefined))
  const shortcoming = await finishTriggers(mission)
  if (deployment === undefined) return planned(mission)
  const result: Result = {
    reason: 'deployed',
    headline: `${versionId} of ${mission.facts.configuration.worker} is live`,
    notes: [],
    versionId,
    previousVersionId: mostOf(current),
    deployment,
  }
  return confirm(mission, result, { version: uploaded.version, shortcoming })
}
