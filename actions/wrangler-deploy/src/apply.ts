import type { DeployContext } from './deploy-context.ts'
import type { Ended, Plan, Progress } from './plan.ts'
import { reasons } from './reasons.ts'
import type { Result } from './result.ts'

/**
 * Applies the steps of a plan in order. Returns what is known after the last one, or the result of the step that ends
 * the command.
 * @throws UsageError or OutsideError if a step could not be carried out
 */
export async function applySteps(plan: Plan, context: DeployContext): Promise<Progress | Ended> {
  let progress = plan.start
  let remaining = plan.steps
  for (let step = remaining[0]; step !== undefined; step = remaining[0]) {
    const next = await step(context, progress)
    if ('result' in next) return next
    if ('steps' in next) remaining = next.steps
    else {
      progress = next
      remaining = remaining.slice(1)
    }
  }
  return progress
}

/**
 * Returns the result of a command whose steps are done, after reading back everything that the plan names.
 * @throws UsageError or OutsideError if the run is stopped meanwhile
 */
export async function readBackResult(
  plan: Plan,
  progress: Progress,
  context: DeployContext,
): Promise<Result> {
  let result = plan.conclude(progress)
  if (context.writes.dryRun) return result
  for (const readBack of plan.readBacks) {
    if (reasons[result.reason].verdict !== 'pass') return result
    result = await readBack(context, result, progress)
  }
  return result
}
