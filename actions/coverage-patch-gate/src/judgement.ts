import type { Comparison } from './comparison.ts'
import type { Decision, Demands, Facts } from './decide.ts'
import type { Scope } from './scope.ts'
import type { Coverage } from './tracefiles/line-states.ts'

/** A change that was judged, with everything that the verdict rests on. */
export interface Judgement {
  readonly decision: Decision
  readonly facts: Facts
  readonly demands: Demands
  readonly scope: Scope
  /** How many files the change touches. */
  readonly changed: number
  /** The commit that was tested, and the commit that it is compared with. */
  readonly comparison: Comparison
  readonly coverage: Pick<Coverage, 'reports' | 'files'>
  /** What a reader should know although it decides nothing. */
  readonly notes: readonly string[]
}
