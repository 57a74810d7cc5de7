import type { AttemptClass, Classified } from './classify.ts'

export type State = 'pass' | 'fail' | 'inconclusive' | 'error'

interface Decided {
  readonly state: State
  readonly because: string
  readonly cause: AttemptClass | 'time'
}

const states: Readonly<Record<Exclude<AttemptClass, 'passed'>, State>> = {
  'wrong-content': 'fail',
  'unproven-content': 'fail',
  'wrong-version': 'fail',
  'unnamed-version': 'fail',
  'not-ready': 'fail',
  fleeting: 'fail',
  unreachable: 'error',
  'no-route': 'inconclusive',
}

/** The passes in a row at the end of a probe. `mixed`: some answers named their version, and some did not. */
export interface Row {
  readonly passes: number
  readonly consecutive: number
  readonly mixed: boolean
}

/**
 * Returns the state of a probe that has ended. Fewer passes than required are never a pass. If an attempt failed before
 * them, the probe fails and is not inconclusive, because a version that answers only sometimes is not yet served.
 *
 * @param last the last attempt; undefined if there was none
 * @param fault the last attempt that did not pass
 */
export function stateOf(
  last: Classified | undefined,
  fault: Classified | undefined,
  { passes, consecutive, mixed }: Row,
): Decided {
  const undecided = (because: string) => ({ state: 'inconclusive', because, cause: 'time' }) as const
  if (last === undefined) return undecided('time was up before its first attempt')
  const { kind, because } = last
  if (kind !== 'passed') return { state: states[kind], because, cause: kind }
  if (passes >= consecutive) return { state: 'pass', because, cause: kind }
  const early = `time was up before ${consecutive} passes in a row`
  if (fault !== undefined && fault.kind !== 'passed')
    return { state: states[fault.kind], because: `${fault.because}; ${early}`, cause: fault.kind }
  return undecided(`${early}${mixed ? ', since some answers name their version and some do not' : ''}`)
}
