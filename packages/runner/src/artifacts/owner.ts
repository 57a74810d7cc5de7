import { createHash } from 'node:crypto'
import { readZipEntry } from './read-zip-entry.ts'

/**
 * The file in an artifact that says which job uploaded it.
 *
 * Nothing else does so on every forge: a list of artifacts names the uploading job on GitHub alone, Gitea answers the
 * ids of whoever asks, and two legs of a matrix share every variable that they are given.
 * https://github.com/go-gitea/gitea/blob/main/routers/api/actions/artifactsv4.go
 */
export const ownerFile = '.uploaded-by'

/**
 * What stands in that file for the job with this runtime token: a digest of the ids of run and job, the same for every
 * step of the job; undefined where the token holds none. The client reads the ids in the same place, unverified.
 */
export function ownerOf(runtimeToken: string): string | undefined {
  const [, payload = ''] = runtimeToken.split('.')
  try {
    const { scp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly scp?: unknown }
    const scopes = typeof scp === 'string' ? scp.split(' ') : []
    const scope = scopes.find((each) => each.startsWith('Actions.Results:'))
    return scope === undefined ? undefined : `sha256:${createHash('sha256').update(scope).digest('hex')}\n`
  } catch {
    return undefined
  }
}

/** Who uploaded these bytes; undefined where they do not say. */
export function readOwner(archive: Buffer): string | undefined {
  return readZipEntry(archive, ownerFile, 200)?.toString()
}
