import { OutsideError, UsageError } from '@suite/errors'
import type { DeployContext } from '../deploy-context.ts'
import type { Ended } from '../plan.ts'
import type { Result } from '../result.ts'
import { describeDeployment, mainVersionOf } from '../traffic/shares.ts'

/**
 * Reads what a write has done. If it cannot be read, returns the result `unconfirmed` with the ids that are known,
 * because a person needs them most then.
 * @param what names what is written already, and what is not known of it
 * @param known what the result says in addition
 * @throws OutsideError `cancelled` if the run is stopped
 */
export async function readBack<Value>(
  context: DeployContext,
  what: string,
  known: Partial<Result>,
  read: () => Promise<Value>,
): Promise<{ readonly value: Value } | Ended> {
  try {
    return { value: await read() }
  } catch (error) {
    const outside = error instanceof OutsideError || error instanceof UsageError
    if (!outside || error.reason === 'cancelled') throw error
    const { request, facts } = context
    const { current } = facts
    return {
      result: {
        versionId: request.versionId,
        previousVersionId: current && mainVersionOf(current),
        ...known,
        reason: 'unconfirmed',
        headline: `${what}: ${error.message}`,
        fix: `Before you run again or roll back, look with \`command: check\` at what is deployed. ${error.fix}`,
        notes: current ? [`Before this run: ${describeDeployment(current)}.`] : [],
      },
    }
  }
}
