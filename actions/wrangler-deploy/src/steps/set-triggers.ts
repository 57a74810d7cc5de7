import type { Step } from '../plan.ts'
import { callWrangler, describeInvocation, endedWell } from '../wrangler/call.ts'

/** Why routes and schedules were not set although the version is live. */
export interface TriggerFailure {
  readonly problem: string
  /** What wrangler printed. */
  readonly lines: readonly string[]
}

/**
 * Sets routes, custom domains, schedules and workers.dev as the configuration says: neither `versions upload` nor
 * moving traffic changes them. A failure does not end the command, because the version is live.
 * @see https://developers.cloudflare.com/workers/configuration/versions-and-deployments/
 */
export const setTriggers: Step = async (context, progress) => {
  const { worker } = context.facts.configuration
  const invocation = await callWrangler(context, `set routes and schedules of ${worker} by wrangler`, [
    'triggers',
    'deploy',
  ])
  if (invocation === undefined || endedWell(invocation)) return progress
  return {
    ...progress,
    triggerFailure: {
      problem: `routes and schedules were not set: ${describeInvocation(invocation)}`,
      lines: invocation.lines,
    },
  }
}
