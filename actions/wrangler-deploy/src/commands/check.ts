import { topLevel } from '../configuration/read.ts'
import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { mostOf } from '../steps/shares.ts'

/** The preflight has passed, which is all that was asked for. */
export async function check({ facts: { configuration, current } }: Mission): Promise<Result> {
  const { worker, environment = topLevel } = configuration
  return {
    reason: 'checked',
    headline: `${worker} (${environment}) may be deployed`,
    notes: ['Not checked: whether the bundle builds.'],
    deployment: current,
    previousVersionId: current && mostOf(current),
  }
}
