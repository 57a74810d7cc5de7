import { changesReasons } from '@suite/changes/reasons'
import { commonReasons, type FailReason, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import type { Comparison } from './comparison.ts'
import type { ComparisonProblem, ComparisonReason } from './left-side.ts'
import { reasons } from './reasons.ts'

const declared: Readonly<Record<ComparisonReason, FailReason>> = {
  'event-unsupported': commonReasons['event-unsupported'],
  'histories-unrelated': changesReasons['histories-unrelated'],
  'tree-mismatch': reasons['tree-mismatch'],
  'history-missing': reasons['history-missing'],
  'base-missing': reasons['base-missing'],
}

/**
 * Returns the two commits whose difference is the change.
 * @throws UsageError if the event and the checkout do not tell; the message says what to set
 */
export function requireComparison(found: Comparison | ComparisonProblem): Comparison {
  if (!('reason' in found)) return found
  throw new UsageError(declared[found.reason], visible(found.message, 1_000), found.fix)
}
