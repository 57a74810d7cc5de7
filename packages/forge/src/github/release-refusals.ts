import { commonReasons, OutsideError } from '@suite/errors'
import { Refusal } from '@suite/rest'
import * as z from 'zod/mini'
import type { ReleaseSubject } from '../release-dialect.ts'
import { releaseReasons } from '../release-reasons.ts'

/** What a request is about: a release, or a file of one. */
interface Subject extends Pick<ReleaseSubject, 'to' | 'tag'> {
  readonly asset?: string
}

const body = z.object({
  message: z.string(),
  errors: z.nullish(
    z.array(
      z.union([
        z.object({
          field: z.nullish(z.string()),
          code: z.nullish(z.string()),
          message: z.nullish(z.string()),
        }),
        z.pipe(
          z.string(),
          z.transform((message) => ({ message, field: undefined, code: undefined })),
        ),
      ]),
    ),
  ),
})

type Complaint = z.infer<typeof body>

/** Returns what GitHub wrote in a refusal; undefined if it is not GitHub's own answer. */
function complaintOf(error: Refusal): Complaint | undefined {
  const { cause } = error
  const data =
    typeof cause === 'object' && cause !== null && 'response' in cause
      ? (cause.response as { readonly data?: unknown } | undefined)?.data
      : undefined
  const read = z.safeParse(body, data)
  return read.success ? read.data : undefined
}

/**
 * Returns the error with the reason that a refusal has; the refusal itself if none fits.
 * https://docs.github.com/rest/releases
 */
export function explainRelease(
  error: unknown,
  { to, tag = 'the tag', asset = 'the file' }: Subject,
): unknown {
  if (!(error instanceof Refusal) || error.status !== 422) return error
  const complaint = complaintOf(error)
  if (complaint === undefined) return error
  const details = complaint.errors ?? []
  const words = [complaint.message, ...details.map(({ message }) => message ?? '')].join('\n')
  const says = (text: RegExp) => text.test(words)
  const hasCode = (field: string, code: string) =>
    details.some((detail) => detail.code === code && (detail.field ?? field) === field)
  const refuse = (reason: keyof typeof releaseReasons, why: string) =>
    new OutsideError(releaseReasons[reason], `could not ${to}: ${why}`, undefined, { cause: error })

  if (says(/was used by an immutable release/))
    return refuse('tag-burnt', `an immutable release had the tag ${tag} before, and GitHub never frees it`)
  if (says(/creations? being restricted|repository rule violations/i) || hasField(details, 'pre_receive'))
    return refuse('tag-creation-blocked', `a ruleset of the repository blocks that this token creates ${tag}`)
  if (says(/immutable release/i))
    return refuse('release-immutable', 'GitHub says that the release is immutable')
  if (says(/body is too long/) || hasCode('body', 'too_long'))
    return refuse(
      'release-body-too-long',
      'its text has more than the 125,000 characters that GitHub accepts',
    )
  if (hasCode('tag_name', 'already_exists'))
    return refuse('release-exists', `GitHub has a release of ${tag} already`)
  if (hasCode('name', 'already_exists'))
    return refuse('asset-exists', `the release has a file called ${asset} already`)
  if (says(/^Reference already exists/m)) return refuse('tag-exists', `the tag ${tag} exists already`)
  if (hasField(details, 'target_commitish'))
    return new OutsideError(
      commonReasons['outside-failed'],
      `could not ${to}: GitHub does not have the commit that the tag ${tag} is to be made at`,
      'Push the commit to this repository first.',
      { cause: error },
    )
  return error
}

function hasField(
  details: readonly { readonly field?: string | null | undefined }[],
  field: string,
): boolean {
  return details.some((detail) => detail.field === field)
}
