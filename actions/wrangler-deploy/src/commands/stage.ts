import { lackingIn } from '../lacking.ts'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { moveTraffic } from '../steps/move.ts'
import { mostOf, sharesOf } from '../steps/shares.ts'
import { uploadVersion } from '../steps/upload.ts'
import { planned } from './planned.ts'

/** Uploads a version and deploys it at 0 %: it answers the requests that name it, and no others. */
export async function stage(mission: Mission): Promise<Result> {
  const { facts } = mission
  const { configuration, current } = facts
  // The preflight has refused a Worker that is not there.
  const previous = current && mostOf(current)
  const uploaded = await uploadVersion(mission)
  if ('failed' in uploaded) return { ...uploaded.failed, previousVersionId: previous, deployment: current }
  const versionId = uploaded.version?.id ?? 'the new version'
  const deployment = await moveTraffic(mission, current, sharesOf(versionId, 0, previous))
  if (deployment === undefined) return planned(mission)
  const missing = lackingIn(uploaded.version, configuration, mission.wishes)
  const common = { versionId, previousVersionId: previous, deployment }
  if (missing.length > 0)
    return {
      ...common,
      reason: 'bindings-missing',
      headline: `the staged version ${versionId} lacks ${missing.join(', ')}`,
      notes: ['It has no traffic. Declare what it lacks and stage again.'],
    }
  return {
    ...common,
    reason: 'staged',
    headline: `${versionId} of ${configuration.worker} is staged at 0 %; ${previous} has the traffic`,
    notes: [
      ...uploaded.notes,
      `To reach it: Cloudflare-Workers-Version-Overrides: ${configuration.worker}="${versionId}"`,
      'Routes and schedules are as before; promote sets them when the version has all traffic.',
    ],
  }
}
