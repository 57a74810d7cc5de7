import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())
const line = z.int().check(z.positive())
const ratio = z.strictObject({ covered: count, total: count })

const countedLine = z.strictObject({
  line,
  result: z.enum(['covered', 'missed', 'unmeasured', 'moved', 'reformatted']),
  /** How often the tests ran it. */
  count: z.optional(z.number()),
  /** The line whose count it takes. */
  countOf: z.optional(line),
  /** The report that has the count. */
  report: z.optional(z.string()),
  from: z.optional(z.strictObject({ path: z.string(), line })),
  hunk: z.string(),
})

/** The full report of a run. */
export const fullReportSchema = z.strictObject({
  version: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'skip']),
  reason: z.string(),
  head: z.string(),
  base: z.string(),
  changedFiles: count,
  /** In percent. */
  threshold: z.number(),
  patch: z.strictObject({
    covered: count,
    total: count,
    unmeasured: count,
    moved: count,
    reformatted: count,
  }),
  project: z.optional(ratio),
  reports: z.array(z.strictObject({ path: z.string(), folder: z.string(), records: count, mapped: count })),
  files: z.array(
    z.strictObject({
      path: z.string(),
      reported: z.boolean(),
      covered: count,
      missed: count,
      unmeasured: count,
      moved: count,
      reformatted: count,
      lines: z.array(countedLine),
    }),
  ),
  ignoreComments: z.array(z.strictObject({ path: z.string(), line, comment: z.string() })),
})

export type FullReport = z.infer<typeof fullReportSchema>

const entry = z.strictObject({
  commit: z.string(),
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
  patch: ratio,
  project: z.optional(ratio),
})

/** The file of `trend-path`. */
export const trendSchema = z.strictObject({ version: z.literal(1), entries: z.array(entry) })

export type Trend = z.infer<typeof trendSchema>
