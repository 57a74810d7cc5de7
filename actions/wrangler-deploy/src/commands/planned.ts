import type { DeployContext } from '../deploy-context.ts'
import type { Result } from '../result.ts'
import { mainVersionOf } from '../traffic/shares.ts'

/** Returns the result of a dry run: everything was read and decided, and the writes were recorded as planned. */
export function planned({ facts, request }: DeployContext): Result {
  const { configuration, current } = facts
  return {
    reason: 'planned',
    headline: `dry run, nothing is written: ${request.command} of ${configuration.worker} may be done`,
    notes: [],
    deployment: current,
    previousVersionId: current && mainVersionOf(current),
  }
}
