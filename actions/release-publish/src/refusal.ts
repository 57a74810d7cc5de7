import type { FailReason } from '@suite/errors'
import type { reasons } from './reasons.ts'

/** A run that must not go on, and why. */
export interface Refusal {
  readonly kind: 'refuse'
  readonly reason: FailReason<keyof typeof reasons>
  /** Everything that is wrong, the most important first. */
  readonly what: readonly string[]
}

export function refuse(reason: Refusal['reason'], ...what: readonly string[]): Refusal {
  return { kind: 'refuse', reason, what }
}
