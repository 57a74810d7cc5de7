import { cameBack, changesOf, digestsOf, isSteady, type Reading, type RowTerms } from '@suite/control-plane'

/** What the reads are held to. */
export interface Terms {
  readonly mode: 'assert' | 'drift'
  readonly wanted: string
  /** How many reads in a row must agree. */
  readonly consecutive: number
  /** What was pinned before the promotion, where evidence tells. */
  readonly previous: { readonly digest: string | undefined } | undefined
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

/** Which row of reads ends the reading: in `drift` a row of any digest, in `assert` only one of the wanted digest. */
export function rowTermsOf({ mode, wanted, consecutive }: Terms): RowTerms {
  return { consecutive, ends: (digest) => mode === 'drift' || digest === wanted }
}

/** What all reads together say, in their order. */
export function decide(readings: readonly Reading[], terms: Terms): Decision {
  const { mode, wanted, previous } = terms
  const digests = digestsOf(readings)
  const actual = digests.at(-1)
  const fail = (reason: Exclude<Decision['reason'], 'pin-verified'>) => ({ verdict: 'fail', reason }) as const
  if (isSteady(readings, rowTermsOf(terms)) && actual === wanted)
    return { verdict: 'pass', reason: 'pin-verified' }
  if (cameBack(digests)) return fail('pin-flapping')
  if (actual === wanted) return fail('pin-lagging')
  if (actual === undefined) return fail('pin-missing')
  if (mode === 'drift') return fail('pin-drifted')
  const changed = changesOf(digests).length > 1
  // No newer run promotes what was there before: it is a replica that lags behind one that does not.
  if (previous?.digest === actual) return fail(changed ? 'pin-flapping' : 'pin-lagging')
  return fail(previous !== undefined || changed ? 'pin-moved' : 'pin-differs')
}
