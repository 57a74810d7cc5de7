/** The digest that one read showed; `undefined` where there was no row. */
export type Reading = string | undefined

/** What the reads are held to. */
export interface Terms {
  readonly mode: 'assert' | 'drift'
  readonly wanted: string
  /** How many reads in a row must agree. */
  readonly consecutive: number
  /** What was pinned before the promotion, where evidence tells. */
  readonly previous: { readonly digest: Reading } | undefined
}

export type Decision =
  | { readonly verdict: 'pass'; readonly reason: 'pin-verified' }
  | {
      readonly verdict: 'fail'
      readonly reason:
        | 'pin-differs'
        | 'pin-drifted'
        | 'pin-flapping'
        | 'pin-lagging'
        | 'pin-missing'
        | 'pin-moved'
    }

/** Whether nothing more has to be read. Drift waits for nobody: what stands there now is what is judged. */
export function isSettled(readings: readonly Reading[], { mode, wanted, consecutive }: Terms): boolean {
  const last = readings.slice(-consecutive)
  if (last.length < consecutive || last.some((each) => each !== last[0])) return false
  return mode === 'drift' || last[0] === wanted
}

/** What all reads together say, in their order. */
export function decide(readings: readonly Reading[], terms: Terms): Decision {
  const { mode, wanted, previous } = terms
  const actual = readings.at(-1)
  if (isSettled(readings, terms) && actual === wanted) return { verdict: 'pass', reason: 'pin-verified' }
  const changes = readings.filter((each, index) => index === 0 || each !== readings[index - 1])
  const cameBack = new Set(changes).size < changes.length
  const fail = (reason: Exclude<Decision['reason'], 'pin-verified'>) => ({ verdict: 'fail', reason }) as const
  if (cameBack) return fail('pin-flapping')
  if (actual === wanted) return fail('pin-lagging')
  if (actual === undefined) return fail('pin-missing')
  if (mode === 'drift') return fail('pin-drifted')
  // No newer run promotes what was there before: it is a replica that lags behind one that does not.
  if (previous?.digest === actual) return fail(changes.length > 1 ? 'pin-flapping' : 'pin-lagging')
  return fail(previous !== undefined || changes.length > 1 ? 'pin-moved' : 'pin-differs')
}
