import { createHash } from 'node:crypto'
import { readZipEntry } from './zip.ts'

/**
 * The file in an artifact that names the job that uploaded it.
 *
 * No other way works on every forge: only GitHub names the uploading job in its list of artifacts, Gitea returns
 * the ids of the job that asks, and two matrix legs have the same variables.
 * https://github.com/go-gitea/gitea/blob/main/routers/api/actions/artifactsv4.go
 */
export const ownerFile = '.uploaded-by'

/**
 * Returns the content of that file for the job with this runtime token: a digest of the ids of run and job, the
 * same for every step of the job. Returns undefined if the token contains no ids. The client reads the ids from the
 * same place, and does not verify the token either.
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

/** Returns the owner of an archive; undefined if it names none. */
export function readOwner(archive: Buffer): string | undefined {
  return readZipEntry(archive, ownerFile, 200)?.toString()
}
