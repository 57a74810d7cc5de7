import type { ForgeClient } from '../client.ts'
import type { Review } from '../ports/pull-requests.ts'
import { forTimelineOf } from '../questions.ts'
import { requireAccounted } from '../reviews-accounted.ts'
import * as answers from './answers.ts'
import { askUntilEmpty } from './pages.ts'

/** Returns when a force push replaced the head, or the base was changed, from the timeline of the pull request. */
export async function readReplacements(
  client: ForgeClient,
  number: number,
  reviews: readonly Review[],
): Promise<readonly string[]> {
  const rows = await askUntilEmpty(client, {
    ...forTimelineOf(number),
    answer: answers.timeline,
  })
  const shown = rows.filter(({ type }) => type === 'review').map(({ review_id }) => String(review_id))
  requireAccounted(number, reviews, shown)
  return rows
    .filter(({ type, body }) => type === 'change_target_branch' || (type === 'pull_push' && isForced(body)))
    .map(({ created_at }) => created_at ?? '')
}

/** Returns whether a push was forced; true if its entry does not say. */
function isForced(body: string | null | undefined): boolean {
  try {
    return answers.pushBody.parse(JSON.parse(body ?? '')).is_force_push
  } catch {
    return true
  }
}
