import { OutsideError } from '@suite/errors'
import type { Review } from './ports/pull-requests.ts'
import { forgeReasons } from './reasons.ts'

/**
 * Compares the reviews of a pull request with those in its history: each approval must be in the history, and each
 * review in the history must be in the list. Otherwise one of the two is truncated.
 *
 * @param shown ids of the reviews in the history, comments left out
 * @throws OutsideError `list-incomplete` if they differ
 */
export function requireAccounted(number: number, reviews: readonly Review[], shown: readonly string[]): void {
  const listed = new Set(reviews.map(({ id }) => id))
  const inHistory = new Set(shown)
  const approval = reviews.find(({ state, id }) => state === 'approved' && !inHistory.has(id))
  const stranger = shown.find((id) => !listed.has(id))
  if (approval === undefined && stranger === undefined) return
  throw new OutsideError(
    forgeReasons['list-incomplete'],
    approval
      ? `the history of #${number} does not show the approval of ${approval.author}, so it is truncated`
      : `the history of #${number} shows a review that the list of reviews does not have`,
    'Run again; if it happens again, report it: the action cannot decide from a truncated list.',
  )
}
