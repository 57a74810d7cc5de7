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
  'not-ready': 'fail',
  fleeting: 'fail',
  unreachable: 'error',
  'no-route': 'inconclusive',
}

/** What the last attempt says, where it is over. Fewer passes than asked for are never a pass. */
export function stateOf(
  last: Classified | undefined,
  passes: number,
  consecutive: number,
  mixed: boolean,
): Decided {
  const undecided = (because: string) => ({ state: 'inconclusive', because, cause: 'time' }) as const
  if (last === undefined) return undecided('time was up before its first attempt')
  const { kind, because } = last
  if (kind !== 'passed') return { state: states[kind], because, cause: kind }
  return passes >= consecutive
    ? { state: 'pass', because, cause: kind }
    : undecided(
        `time was up before ${consecutive} passes in a row${mixed ? ', since some answers say their version and some do not' : ''}`,
      )
}
