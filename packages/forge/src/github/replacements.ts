import type { ForgeClient } from '../client.ts'
import type { Review } from '../ports/pull-requests.ts'
import { forTimelineOf } from '../questions.ts'
import { requireAccounted } from '../reviews-accounted.ts'
import * as answers from './answers.ts'

/** Events after which the approved commit is not the one that would be merged. */
const replacing: ReadonlySet<string> = new Set([
  'head_ref_force_pushed',
  'head_ref_restored',
  'base_ref_changed',
  'automatic_base_change_succeeded',
])

/** The states of reviews that are more than a comment. */
const deciding: ReadonlySet<string> = new Set(['approved', 'changes_requested', 'dismissed'])

/**
 * Returns when a force push replaced the head, or the base was changed. After a force push GitHub shows an older
 * approval at the new head, so the reviews alone are not enough.
 * @see https://docs.github.com/rest/issues/timeline
 */
export async function readReplacements(
  client: ForgeClient,
  number: number,
  reviews: readonly Review[],
): Promise<readonly string[]> {
  const rows = await client.askAll({
    ...forTimelineOf(number),
    answer: answers.timeline,
  })
  const shown = rows.filter(
    ({ event, state }) => event === 'reviewed' && deciding.has(state?.toLowerCase() ?? ''),
  )
  requireAccounted(
    number,
    reviews,
    shown.map(({ id }) => id ?? ''),
  )
  return rows.filter(({ event }) => replacing.has(event)).map(({ created_at }) => created_at ?? '')
}
