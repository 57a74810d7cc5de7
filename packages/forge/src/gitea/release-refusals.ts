import { OutsideError } from '@suite/errors'
import { HttpError } from '@suite/http'
import { isRefusal } from '@suite/rest'
import type { ReleaseSubject } from '../release-dialect.ts'
import { releaseReasons } from '../release-reasons.ts'
import { UnconfirmedWrite } from '../unconfirmed-write.ts'

/** Returns the error with the reason that a refusal has; the error itself if none fits. */
export function explainRelease(
  error: unknown,
  { to, tag = 'the tag', isTag = false }: ReleaseSubject & { readonly isTag?: boolean },
): unknown {
  const refuse = (reason: keyof typeof releaseReasons, why: string) =>
    new OutsideError(releaseReasons[reason], `could not ${to}: ${why}`, undefined, { cause: error })
  if (isRefusal(error, 409))
    return isTag
      ? refuse('tag-exists', `the tag ${tag} exists already`)
      : refuse('release-exists', `Gitea has a release, or a draft, of ${tag} already`)
  if (isRefusal(error, 422) && /protected tag/i.test(error.said))
    return refuse('tag-creation-blocked', `a rule for tags blocks that this token creates ${tag}`)
  return error
}

/**
 * Returns the error for a publication that failed. Gitea answers 500 if a rule blocks the tag, or it does not have the
 * commit.
 */
export function explainPublication(
  error: unknown,
  { to, tag = 'the tag', target = 'of its target' }: ReleaseSubject,
): unknown {
  if (!(error instanceof HttpError) || error.status !== 500) return explainRelease(error, { to, tag })
  return new UnconfirmedWrite(
    releaseReasons['release-not-confirmed'],
    `could not ${to}: ${error.message}`,
    `Look at the release. Gitea answers so if a rule for tags (Settings, Tags) blocks ${tag}, or if it does not have the commit ${target}.`,
    { cause: error },
  )
}
