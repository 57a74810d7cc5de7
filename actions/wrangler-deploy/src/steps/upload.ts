import type { Version } from '@suite/cloudflare'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { annotationsOf, callWrangler, endedWell, tellInvocation } from '../wrangler/call.ts'
import { noteOnUnknownFields } from '../wrangler/unknown-fields.ts'

/** An upload that made a version, or why there is none. */
export type Uploaded =
  | {
      /** As the platform has it; undefined in a dry run. */
      readonly version: Version | undefined
      /** For the report. */
      readonly notes: readonly string[]
    }
  | {
      readonly failed: Result
      /** A migration of Durable Objects is pending, which only `wrangler deploy` carries out. */
      readonly needsDeploy: boolean
    }

/**
 * How Cloudflare and newer wranglers say that a migration is pending.
 * @see https://developers.cloudflare.com/durable-objects/reference/durable-objects-migrations/
 */
const pendingMigration = /code:? 10211|pending Durable Object migration/

/** Uploads a version that gets no traffic, and reads it back. */
export async function uploadVersion(mission: Mission): Promise<Uploaded> {
  const { api, facts, tag } = mission
  const { worker } = facts.configuration
  const invocation = await callWrangler(
    mission,
    `upload a version of ${worker}`,
    ['versions', 'upload', ...annotationsOf(mission, { tagged: true })],
    { withSecrets: true },
  )
  if (invocation === undefined) return { version: undefined, notes: [] }
  const { versionId, worker: claimed } = invocation.claims
  const needsDeploy = [invocation.claims.failure ?? '', ...invocation.lines].some((line) =>
    pendingMigration.test(line),
  )
  const fail = (headline: string, notes: readonly string[]): Uploaded => ({
    failed: { reason: 'not-deployed', headline, notes, versionId, lines: invocation.lines },
    needsDeploy,
  })
  const nothing = 'Nothing was deployed: the traffic is as it was.'
  if (!endedWell(invocation) || versionId === undefined)
    return fail(`no version was uploaded: ${tellInvocation(invocation)}`, [
      nothing,
      ...(needsDeploy
        ? ['A migration of Durable Objects is pending, which cannot be staged: run command: deploy once.']
        : []),
    ])
  const version = claimed === worker ? await api.readVersion(worker, versionId) : undefined
  if (version === undefined)
    return fail(`wrangler says it uploaded ${versionId}, but ${worker} has no such version`, [nothing])
  if (tag !== undefined && version.tag !== tag)
    return fail(`the version ${versionId} has the tag ${version.tag ?? '(none)'} instead of ${tag}`, [
      nothing,
    ])
  return { version, notes: noteOnUnknownFields(invocation.unknownFields) }
}
