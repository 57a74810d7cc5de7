import type { State } from '@suite/probes'

/** How a run ends. */
export type Decision =
  | { readonly verdict: 'pass'; readonly reason: 'probes-passed' }
  | { readonly verdict: 'skip'; readonly reason: 'probes-inconclusive' }
  | { readonly verdict: 'fail'; readonly reason: 'probes-failed' | 'probes-undecided' | 'no-probes' }

/** Returns how a run ends, by the states of its probes. It passes only if there are probes and all of them passed. */
export function decide(states: readonly State[], onInconclusive: 'fail' | 'warn'): Decision {
  if (states.length === 0) return { verdict: 'fail', reason: 'no-probes' }
  if (states.some((state) => state === 'fail' || state === 'error'))
    return { verdict: 'fail', reason: 'probes-failed' }
  if (states.every((state) => state === 'pass')) return { verdict: 'pass', reason: 'probes-passed' }
  return onInconclusive === 'warn'
    ? { verdict: 'skip', reason: 'probes-inconclusive' }
    : { verdict: 'fail', reason: 'probes-undecided' }
}
