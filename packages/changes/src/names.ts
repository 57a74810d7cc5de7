import { commonReasons, UsageError } from '@suite/errors'

/** The full id of a commit, tree or blob: SHA-1 or SHA-256. */
export const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** A ref without the characters that git does not allow. @see https://git-scm.com/docs/git-check-ref-format */
const fullRef = /^refs\/[^\s\p{Cc}~^:?*[\\]+$/u

/**
 * Returns a commit id or a full ref. A short name is refused, because a tag may shadow a branch; and neither of the two
 * can be taken for an option of git, or for a revision expression.
 * @throws UsageError `input-invalid` for any other text
 */
export function requireRevision(text: string): string {
  const isRef = fullRef.test(text) && !text.includes('..') && !text.includes('@{')
  if (isRef || objectId.test(text)) return text
  throw new UsageError(
    commonReasons['input-invalid'],
    `${JSON.stringify(text)} names no commit for certain`,
    'Give a whole commit id, or a full ref such as refs/heads/main.',
  )
}

/** Returns whether this is a path as git writes it, from the root of the repository. */
export function isPath(text: string): boolean {
  return !text.includes('\0') && text.split('/').every((part) => !['', '.', '..'].includes(part))
}

/**
 * Returns the path.
 * @throws UsageError `input-invalid` if git would not write it so
 */
export function requirePath(text: string): string {
  if (isPath(text)) return text
  throw new UsageError(
    commonReasons['input-invalid'],
    `${JSON.stringify(text)} is not a path of a file in a repository`,
    'Write it from the root of the repository, such as .github/labeler.yml.',
  )
}
