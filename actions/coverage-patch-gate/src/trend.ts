import * as z from 'zod/mini'
import { type Trend, trendSchema } from './report-schema.ts'

export type TrendEntry = Trend['entries'][number]

/** The maximum number of entries. The oldest ones are dropped first. */
const mostEntries = 1_000

/** Returns the trend in a text; undefined if the text is not a trend. */
export function readTrend(text: string): Trend | undefined {
  try {
    const parsed = z.safeParse(trendSchema, JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/**
 * Returns the trend with one more entry, the oldest first. No entry is altered. A run that is repeated for a commit
 * with the same result adds nothing.
 */
export function withEntry(trend: Trend | undefined, entry: TrendEntry): Trend {
  const entries = trend?.entries ?? []
  const key = keyOf(entry)
  const isKnown = entries.some((known) => keyOf(known) === key)
  const all = isKnown ? entries : [...entries, entry]
  const sorted = all.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))
  return { version: 1, entries: sorted.slice(-mostEntries) }
}

export function trendText(trend: Trend): string {
  return `${JSON.stringify(trend, null, 2)}\n`
}

/** Returns what makes an entry the same as another one: all but its time. */
function keyOf({ commit, patch, project }: TrendEntry): string {
  return JSON.stringify([commit, patch.covered, patch.total, project?.covered, project?.total])
}
