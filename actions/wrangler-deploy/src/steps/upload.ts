import type { Version } from '@suite/cloudflare'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { annotationsOf, callWrangler, endedWell, tellInvocation } from '../wrangler/call.ts'

/** The version as the platform has it; `undefined` in a dry run. */
export type Uploaded = { readonly version: Version | undefined } | { readonly failed: Result }

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
  if (invocation === undefined) return { version: undefined }
  const { versionId, worker: claimed } = invocation.claims
  const fail = (headline: string, notes: readonly string[]): Uploaded => ({
    failed: { reason: 'not-deployed', headline, notes, versionId, lines: invocation.lines },
  })
  const nothing = 'Nothing was deployed: the traffic is as it was.'
  if (!endedWell(invocation) || versionId === undefined)
    return fail(`no version was uploaded: ${tellInvocation(invocation)}`, [nothing])
  const version = claimed === worker ? await api.readVersion(worker, versionId) : undefined
  if (version === undefined)
    return fail(`wrangler says it uploaded ${versionId}, but ${worker} has no such version`, [nothing])
  if (tag !== undefined && version.tag !== tag)
    return fail(`the version ${versionId} has the tag ${version.tag ?? '(none)'} instead of ${tag}`, [
      nothing,
    ])
  return { version }
}
