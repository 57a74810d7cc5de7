import { topLevel } from '../configuration/read.ts'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { mostOf } from '../steps/shares.ts'
import { tryBuild } from './build-check.ts'

/** The preflight has passed: what is left is what wrangler says of the configuration and the bundle. */
export async function check({ facts, workshop, patience }: Mission): Promise<Result> {
  const { configuration, current } = facts
  const { worker, environment = topLevel } = configuration
  const failed = await tryBuild(configuration, workshop, patience())
  return {
    ...(failed ?? {
      reason: 'checked',
      headline: `${worker} (${environment}) may be deployed, and its bundle builds`,
      notes: [],
    }),
    deployment: current,
    previousVersionId: current && mostOf(current),
  }
}
