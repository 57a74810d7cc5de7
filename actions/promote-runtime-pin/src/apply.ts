import { idempotencyKeyOf, type PromotionResult } from '@suite/control-plane'
import type { Run } from '@suite/runner'
import type { Facts, Plan } from './decide.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'

/** What became of the plan. */
export type Done =
  | { readonly kind: 'refused' | 'planned' }
  | { readonly kind: 'promotion' | 'second-read'; readonly result: PromotionResult }

/** Carries the plan out. Each sending goes through the ledger, so that none is begun once the run is to stop. */
export async function apply(
  { inputs, environment, writes }: Pick<Run<Inputs>, 'inputs' | 'environment' | 'writes'>,
  { plane, patience }: Pick<Ports, 'plane' | 'patience'>,
  plan: Plan,
  { pinned }: Facts,
): Promise<Done> {
  if (plan.kind === 'refuse') return { kind: 'refused' }
  if (plan.kind === 'already-pinned') return { kind: 'second-read', result: await readAgain() }
  const { template, region, digest } = inputs
  const what = `pin ${template}/${region} to ${digest} at ${plane.name}`
  if (writes.dryRun) {
    await writes.perform(what, async () => {})
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
  const result = await plane.promote({ digest, expectedPrevious: pinned, idempotencyKey }, patience, (send) =>
    writes.perform(what, send),
  )
  // Somebody else has pinned it since: it counts as what was so already does, once it is read twice.
  if (result.ended === 'confirmed' && result.attempts === 0)
    return { kind: 'second-read', result: await readAgain() }
  return { kind: 'promotion', result }

  async function readAgain(): Promise<PromotionResult> {
    const { pin } = await plane.read()
    const ended = pin?.digest === inputs.digest ? 'confirmed' : 'superseded'
    return { ended, attempts: 0, atomic: false, pinned: pin, staleReads: 0, trouble: undefined }
  }
}
