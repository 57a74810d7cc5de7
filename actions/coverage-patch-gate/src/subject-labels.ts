import type { Labels } from '@suite/forge'
import * as z from 'zod/mini'
import type { PullOfRun } from './pull.ts'

const group = z.object({ merge_group: z.object({ head_ref: z.string() }) })

/**
 * Returns the labels of the pull request of a run, or of the one that a merge group is named after: those that it or the
 * list of its labels shows. Neither has a count. A label that an answer has lost would take its demand with it, so two
 * answers must have lost it. Undefined if the event is about no pull request.
 * @throws OutsideError `permission-missing` without `pull-requests: read`
 */
export async function labelsOf(
  labels: Pick<Labels, 'of' | 'listed'>,
  event: { readonly payload: unknown },
  pull: PullOfRun | undefined,
): Promise<readonly string[] | undefined> {
  const number = pull?.number ?? numberOfGroup(event.payload)
  if (number === undefined) return undefined
  const lists = await Promise.all([labels.of(number), labels.listed(number)])
  return [...new Set(lists.flat())]
}

function numberOfGroup(payload: unknown): number | undefined {
  const parsed = z.safeParse(group, payload)
  const number =
    parsed.success && /\/pr-(\d{1,15})-[0-9a-f]{40,64}$/.exec(parsed.data.merge_group.head_ref)?.[1]
  return number ? Number(number) : undefined
}
