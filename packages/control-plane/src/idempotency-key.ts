import { createHash } from 'node:crypto'

/** What makes two promotions the same request. */
export interface RequestIdentity {
  /** `owner/name` of the repository whose run it is. */
  readonly repository: string
  /** The id of the run, which its attempts share. */
  readonly runId: string
  /** Address of the control plane: several may keep their keys in one place. */
  readonly plane: string
  readonly template: string
  readonly region: string
  readonly digest: string
  readonly expectedPrevious: string | undefined
}

/**
 * A key that is equal for every attempt of a request, and for the same request of a run that is started again. It
 * covers the whole body: the same key with another body is an error of the client, and a control plane that keeps
 * keys would give back the answer of the first.
 *
 * @returns a quoted string, as the draft has it
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKeyOf(identity: RequestIdentity): string {
  const { repository, runId, plane, template, region, digest, expectedPrevious = null } = identity
  const parts = [repository, runId, plane, template, region, digest, expectedPrevious]
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}"`
}
