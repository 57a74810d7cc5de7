import { topLevel } from '../configuration/read.ts'
import type { DeployContext } from '../deploy-context.ts'
import type { Plan } from '../plan.ts'
import { buildBundle } from '../steps/build-bundle.ts'
import { mainVersionOf } from '../traffic/shares.ts'

/** Plans a check: the preflight has passed, and wrangler validates the configuration and builds the bundle. */
export function planCheck({ facts }: DeployContext): Plan {
  const { current } = facts
  const { worker, environment = topLevel } = facts.configuration
  return {
    start: { deployment: current, previousVersionId: current && mainVersionOf(current), notes: [] },
    steps: [buildBundle],
    conclude: ({ deployment, previousVersionId, notes }) => ({
      reason: 'checked',
      headline: `${worker} (${environment}) may be deployed, and its bundle builds`,
      notes,
      deployment,
      previousVersionId,
    }),
    readBacks: [],
  }
}
