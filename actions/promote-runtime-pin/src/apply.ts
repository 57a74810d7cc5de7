import { idempotencyKeyOf, type PromotionResult } from '@suite/control-plane'
import { applied, type Run } from '@suite/runner'
import type { Facts, Plan } from './decide.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'

/** What happened to the plan. */
export type Done =
  | { readonly kind: 'refused' | 'planned' }
  | { readonly kind: 'promotion'; readonly result: PromotionResult }

/**
 * Carries out the plan. Each request goes through `writes.perform`, so that none starts after the run is cancelled.
 */
export async function apply(
  { inputs, environment, writes }: Pick<Run<Inputs>, 'inputs' | 'environment' | 'writes'>,
  { plane, patience }: Pick<Ports, 'plane' | 'patience'>,
  plan: Plan,
  { pinned }: Facts,
): Promise<Done> {
  if (plan.kind === 'refuse') return { kind: 'refused' }
  const { template, region, digest, consecutive } = inputs
  if (plan.kind === 'already-pinned') {
    const confirmation = await plane.confirm(digest, consecutive, patience)
    return {
      kind: 'promotion',
      result: { ...confirmation, attempts: 0, atomic: false, staleReads: 0, trouble: undefined },
    }
  }
  const what = `pin ${template}/${region} to ${digest} at ${plane.name}`
  if (writes.dryRun) {
    await writes.perform(what, async () => applied(undefined))
    return { kind: 'planned' }
  }
  const { repository, variables } = environment
  const idempotencyKey = idempotencyKeyOf({
    repository: `${repository.owner}/${repository.name}`,
    runId: variables.GITHUB_RUN_ID ?? '',
    plane: plane.name,
    template,
    region,
    digest,
    expectedPrevious: pinned,
  })
  const promotion = { digest, expectedPrevious: pinned, idempotencyKey }
  const result = await plane.promote(promotion, consecutive, patience, (send) =>
    writes.perform(what, async () => applied(await send())),
  )
  return { kind: 'promotion', result }
}
