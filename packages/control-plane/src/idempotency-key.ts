import { createHash } from 'node:crypto'

/** The facts by which two promotions are the same request. */
export interface RequestIdentity {
  /** `owner/name` of the repository whose run it is. */
  readonly repository: string
  /** The id of the run. All attempts of the run have the same one. */
  readonly runId: string
  /** The address of the control plane, because several may store their keys together. */
  readonly plane: string
  readonly template: string
  readonly region: string
  readonly digest: string
  readonly expectedPrevious: string | undefined
}

/**
 * Returns a key that is equal for every attempt of a request, and for the same request of a run that is started again.
 * It covers the whole body, because a control plane that stores keys would answer another body with the answer to the
 * first one.
 *
 * @returns a quoted string, as the draft requires
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKeyOf(identity: RequestIdentity): string {
  const { repository, runId, plane, template, region, digest, expectedPrevious = null } = identity
  const parts = [repository, runId, plane, template, region, digest, expectedPrevious]
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}"`
}
