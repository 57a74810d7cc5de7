import type { Mission } from '../mission.ts'
import type { Result } from '../result.ts'
import { mostOf } from '../steps/shares.ts'

/** The end of a dry run: everything was read and decided, and the ledger has what would be written. */
export function planned({ facts, wishes }: Mission): Result {
  const { configuration, current } = facts
  return {
    reason: 'planned',
    headline: `dry run, nothing is written: ${wishes.command} of ${configuration.worker} may be done`,
    notes: [],
    deployment: current,
    previousVersionId: current && mostOf(current),
  }
}
