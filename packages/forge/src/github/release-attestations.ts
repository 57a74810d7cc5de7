import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import { parseJson } from '@suite/rest/json'
import * as z from 'zod/mini'
import type { ForgeClient } from '../client.ts'
import { incomplete } from '../incomplete.ts'
import type { Attestation } from '../ports/releases.ts'
import * as answers from './release-answers.ts'

/** GitHub's largest page. A digest with more attestations is not one of a release. */
const most = 100

/**
 * Returns the attestations that GitHub itself made of releases with this digest.
 * @see https://docs.github.com/rest/repos/attestations#list-attestations
 */
export async function readAttestations(client: ForgeClient, digest: string): Promise<readonly Attestation[]> {
  const to = `read the release attestations of ${digest}`
  const rows = await client
    .ask({
      to,
      permission: 'attestations: read',
      route: 'GET /repos/{owner}/{repo}/attestations/{digest}',
      path: { digest },
      query: { predicate_type: 'release', per_page: most },
      answer: answers.attestations,
    })
    .then(
      ({ data }) => data.attestations ?? [],
      (error: unknown) => {
        if (isRefusal(error, 404)) return []
        throw error
      },
    )
  if (rows.length >= most) throw incomplete(`could not ${to}: there are ${most} of them or more`)
  return rows
    .filter(({ initiator }) => initiator === 'github' || initiator === undefined || initiator === null)
    .map(({ bundle }) => ({ bundle, predicateType: predicateTypeOf(to, bundle) }))
}

/** @throws OutsideError if nothing can be read in the bundle, or GitHub gives only an address of it */
function predicateTypeOf(to: string, bundle: unknown): string {
  const envelope = z.safeParse(answers.bundle, bundle)
  const payload = envelope.success ? Buffer.from(envelope.data.dsseEnvelope.payload, 'base64') : undefined
  const statement = payload && z.safeParse(answers.statement, parseJson(payload))
  if (statement?.success) return statement.data.predicateType
  throw new OutsideError(
    commonReasons['outside-failed'],
    `could not ${to}: GitHub gives no bundle with a statement in it`,
    'Run again. If it happens again, look at the release with `gh release verify`.',
  )
}
