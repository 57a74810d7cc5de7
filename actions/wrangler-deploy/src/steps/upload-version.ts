import type { Version } from '@suite/cloudflare'
import type { DeployContext } from '../deploy-context.ts'
import type { Step } from '../plan.ts'
import { callWrangler, correctionFor, describeInvocation, endedWell, versionFlags } from '../wrangler/call.ts'
import type { Invocation } from '../wrangler/invoke.ts'
import { noteOnUnknownFields } from '../wrangler/unknown-fields.ts'

/**
 * Matches how Cloudflare and newer versions of wrangler say that a migration is pending.
 * @see https://developers.cloudflare.com/durable-objects/reference/durable-objects-migrations/
 */
const pendingMigration = /code:? 10211|pending Durable Object migration/

/**
 * Uploads a version that gets no traffic, and reads it back. Ends the command if there is no such version afterwards.
 * @param onPendingMigration the steps to take if a migration of Durable Objects is pending, which only `wrangler
 * deploy` carries out
 */
export function uploadVersion({
  onPendingMigration,
}: {
  readonly onPendingMigration?: readonly Step[]
} = {}): Step {
  return async (context, progress) => {
    const { facts, upload } = context
    const invocation = await callWrangler(
      context,
      `upload a version of ${facts.configuration.worker}`,
      ['versions', 'upload', ...versionFlags(upload, { tagged: true })],
      { withSecrets: true },
    )
    if (invocation === undefined) return progress
    const uploaded = await findUpload(context, invocation)
    if ('version' in uploaded) {
      const { version } = uploaded
      const notes = noteOnUnknownFields(invocation.unknownFields)
      return { ...progress, versionId: version.id, version, notes }
    }
    const migrates = isMigrationPending(invocation)
    if (migrates && onPendingMigration !== undefined) return { steps: onPendingMigration }
    const { deployment, previousVersionId } = progress
    return {
      result: {
        reason: 'not-deployed',
        headline: uploaded.problem,
        fix: migrates
          ? 'A migration of Durable Objects is pending, which cannot be staged: run command: deploy once.'
          : uploaded.fix,
        notes: ['Nothing was deployed: the traffic is as it was.'],
        versionId: invocation.claims.versionId,
        lines: invocation.lines,
        deployment,
        previousVersionId,
      },
    }
  }
}

function isMigrationPending({ claims, lines }: Invocation): boolean {
  return [claims.failure ?? '', ...lines].some((line) => pendingMigration.test(line))
}

/** Returns the version that was uploaded, as the platform has it, or why there is none. */
async function findUpload(
  { api, facts, upload: { tag } }: DeployContext,
  invocation: Invocation,
): Promise<{ readonly version: Version } | { readonly problem: string; readonly fix: string }> {
  const { worker } = facts.configuration
  const { versionId, worker: claimed } = invocation.claims
  if (!endedWell(invocation) || versionId === undefined)
    return {
      problem: `no version of ${worker} was uploaded: ${describeInvocation(invocation)}`,
      fix: correctionFor(invocation),
    }
  const version = claimed === worker ? await api.readVersion(worker, versionId) : undefined
  if (version === undefined)
    return {
      problem: `wrangler says it uploaded ${versionId}, but ${worker} has no such version`,
      fix: 'Look whether wrangler uploaded it to another account or under another name, as CLOUDFLARE_ACCOUNT_ID or `account_id` may say. Then run again.',
    }
  if (tag !== undefined && version.tag !== tag)
    return {
      problem: `the version ${versionId} of ${worker} has the tag ${version.tag ?? '(none)'} instead of ${tag}`,
      fix: 'Look whether the project calls wrangler itself, such as in its build, and sets another tag there. Then run again.',
    }
  return { version }
}
