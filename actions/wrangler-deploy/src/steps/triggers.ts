import type { Mission } from '../mission.ts'
import { callWrangler, endedWell, tellInvocation } from '../wrangler/call.ts'

/** What is not as it should be although the version is live. */
export interface Shortcoming {
  readonly problem: string
  readonly lines: readonly string[]
}

/**
 * Sets routes, custom domains, schedules and workers.dev as the configuration says: `versions upload` leaves them as
 * they are, and moving traffic does not touch them. `undefined` where all went well, or in a dry run.
 * @see https://developers.cloudflare.com/workers/configuration/versions-and-deployments/
 */
export async function finishTriggers(mission: Mission): Promise<Shortcoming | undefined> {
  const { worker } = mission.facts.configuration
  const invocation = await callWrangler(mission, `set routes and schedules of ${worker} by wrangler`, [
    'triggers',
    'deploy',
  ])
  if (invocation === undefined || endedWell(invocation)) return undefined
  return {
    problem: `routes and schedules were not set: ${tellInvocation(invocation)}`,
    lines: invocation.lines,
  }
}
