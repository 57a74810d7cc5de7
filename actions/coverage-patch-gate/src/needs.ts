import { defineKind } from '@suite/contract'
import * as z from 'zod/mini'

/** How each job that this job needs has ended. */
export type Needs = ReadonlyMap<string, JobResult>

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped'

const job = z.object({ result: z.enum(['success', 'failure', 'cancelled', 'skipped']) })
// z.record would leave out a job with the name `__proto__`, also one that failed.
const needsContext = z.pipe(
  z.pipe(
    z.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    z.transform((jobs) => Object.entries(jobs)),
  ),
  z.array(z.tuple([z.string(), job])),
)

/** The context `needs` as JSON. Without a job in it, the input would promise something that it cannot hold. */
export const needsOfJob = defineKind(
  'needs',
  '`${{ toJSON(needs) }}`',
  { type: 'string' },
  (text): { value: Needs } | { problem: string } => {
    const parsed = z.safeParse(needsContext, jsonOf(text))
    if (!parsed.success) return { problem: 'must be ${{ toJSON(needs) }}' }
    if (parsed.data.length === 0)
      return { problem: 'names no job: list the jobs that run the tests under `needs:` of this job' }
    return { value: new Map(parsed.data.map(([name, { result }]) => [name, result])) }
  },
)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Returns the jobs that failed or were cancelled. A job that was skipped is not one of them: it made no report, so
 * its line of `coverage` matches nothing, which fails unless that line is optional and the change is not about it.
 */
export function brokenJobs(needs: Needs): readonly string[] {
  return [...needs].filter(([, result]) => result === 'failure' || result === 'cancelled').map(([job]) => job)
}
