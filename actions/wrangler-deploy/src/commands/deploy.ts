import type { DeployContext } from '../deploy-context.ts'
import type { Plan } from '../plan.ts'
import { requireStillInEffect } from '../read-backs/require-still-in-effect.ts'
import { requireWhole } from '../read-backs/require-whole.ts'
import { deployByWrangler } from '../steps/deploy-by-wrangler.ts'
import { giveTraffic } from '../steps/give-traffic.ts'
import { setTriggers } from '../steps/set-triggers.ts'
import { uploadVersion } from '../steps/upload-version.ts'
import { mainVersionOf } from '../traffic/shares.ts'
import { abilitiesOf } from '../wrangler/version.ts'
import { planned } from './planned.ts'

/**
 * Plans a deploy. One call of wrangler does everything if that wrangler sets the tag, or if there is no Worker yet to
 * upload a version to. Otherwise the version is uploaded first, and then gets all traffic.
 */
export function planDeploy(context: DeployContext): Plan {
  const { facts, toolchain, writes } = context
  const { current, configuration } = facts
  const { tagsDeploys } = abilitiesOf(toolchain.installed.version)
  const inOneCall = tagsDeploys || current === undefined
  // In these versions of wrangler the call that carries out a migration sets no tag.
  const onPendingMigration = [deployByWrangler({ tagged: false })]
  return {
    start: { deployment: current, previousVersionId: current && mainVersionOf(current), notes: [] },
    steps: inOneCall
      ? [deployByWrangler({ tagged: tagsDeploys })]
      : [uploadVersion({ onPendingMigration }), giveTraffic(100), setTriggers],
    conclude: ({ versionId, previousVersionId, deployment, notes, lines = [] }) =>
      writes.dryRun
        ? planned(context)
        : {
            reason: 'deployed',
            headline: `${versionId} of ${configuration.worker} is live`,
            notes,
            versionId,
            previousVersionId,
            deployment,
            lines,
          },
    readBacks: [requireWhole, requireStillInEffect],
  }
}
