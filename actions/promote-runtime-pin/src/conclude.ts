import type { ReasonOf, Verdict } from '@suite/contract'
import type { Done } from './apply.ts'
import type { contract } from './contract.ts'
import type { Plan } from './decide.ts'

type Contract = typeof contract

/** The verdict of a run, and its reason. */
export type Conclusion = {
  readonly [V in Verdict]: { readonly verdict: V; readonly reason: ReasonOf<Contract, V> }
}[Verdict]

const failures = {
  superseded: 'superseded',
  moved: 'moved',
  flapping: 'pin-flapping',
  unconfirmed: 'pin-not-confirmed',
} as const

/** Returns the conclusion of a run. It passes only if the pin was read back. */
export function conclude(plan: Plan, done: Done): Conclusion {
  if (plan.kind === 'refuse') return { verdict: 'fail', reason: plan.reason }
  if (!('result' in done)) return { verdict: 'skip', reason: 'planned' }
  const { ended, attempts } = done.result
  // Nothing was sent: another digest was pinned after this run decided.
  if (ended === 'moved' && attempts === 0) return { verdict: 'fail', reason: 'superseded' }
  if (ended !== 'confirmed') return { verdict: 'fail', reason: failures[ended] }
  return { verdict: 'pass', reason: attempts > 0 ? 'promoted' : 'already-pinned' }
}
