import { headerOf } from '@suite/wire'
import { isPlaceholder } from './classify.ts'
import type { Exchanged } from './exchanged.ts'

/**
 * Returns the requests that the Worker answered with 404, as `GET /path`. A page of the platform in front of the Worker
 * does not count, and neither does a 404 that the probe expects. Returns none if a request has no answer.
 *
 * @param expected the expected statuses of each request, in the order in which the probe asks; undefined expects no 404
 */
export function missingOf(
  exchanges: readonly Exchanged[],
  expected: readonly (readonly number[])[] = [],
): string[] {
  if (exchanges.some(({ outcome }) => 'failure' in outcome)) return []
  const missing = exchanges.flatMap(({ order, method, url, outcome, version }) => {
    if (!('answer' in outcome) || outcome.answer.status !== 404) return []
    const isFromPlatform =
      isPlaceholder(outcome.answer, version) || headerOf(outcome.answer, 'cf-mitigated') !== undefined
    if (isFromPlatform || version.kind === 'wrong' || expected[order]?.includes(404)) return []
    return [`${method} ${new URL(url).pathname}`]
  })
  return [...new Set(missing)]
}
