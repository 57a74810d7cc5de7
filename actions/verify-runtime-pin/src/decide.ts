import { cameBack, changesOf, digestsOf, isSteady, type Reading, type RowTerms } from '@suite/control-plane'

/** What the reads are compared with. */
export interface Terms {
  readonly mode: 'assert' | 'drift'
  readonly wanted: string
  /** How many consecutive reads must agree. */
  readonly consecutive: number
  /** The digest that was pinned before the promotion, if the evidence contains it. */
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

/**
 * Returns which row of reads ends the reading: in `drift` a row of any digest, in `assert` only one of the wanted
 * digest.
 */
export function rowTermsOf({ mode, wanted, consecutive }: Terms): RowTerms {
  return { consecutive, ends: (digest) => mode === 'drift' || digest === wanted }
}

/** Returns the decision for all reads, in their order. */
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
  // A newer run does not promote the previous digest, so a replica lags behind the others.
  if (previous?.digest === actual) return fail(changed ? 'pin-flapping' : 'pin-lagging')
  return fail(previous !== undefined || changed ? 'pin-moved' : 'pin-differs')
}
