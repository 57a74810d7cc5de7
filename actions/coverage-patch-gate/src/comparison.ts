import type { Checkout } from '@suite/changes/clone'
import { type ComparedEvent, type ComparisonProblem, type LeftSide, wholeHistory } from './left-side.ts'
import { chooseByEvent } from './left-side-by-event.ts'

/** The two commits whose difference is the change. The right one is the checkout, because it was tested. */
export interface Comparison {
  readonly left: string
  readonly right: string
  /** What the left one is, in words: `the first parent of the merge that is checked out`. */
  readonly leftIs: string
}

/** What the clone says of one revision. */
export interface FoundRevision {
  /** Undefined if the clone does not have it. */
  readonly commit: string | undefined
  /** The best common ancestor of it and the checkout; undefined if there is none, or nobody asked. */
  readonly mergeBase: string | undefined
}

/**
 * Returns how the left side is found: `base` if it is given, or else what the event says.
 * @param base a commit id or a full ref; undefined or empty if none is given
 */
export function chooseLeft(
  event: ComparedEvent,
  base: string | undefined,
  checkout: Checkout,
): LeftSide | ComparisonProblem {
  if (event.name === 'pull_request_target')
    return {
      reason: 'event-unsupported',
      message:
        'pull_request_target checks out the base branch, so its tests say nothing about the change, and it would run the code of a fork with your secrets',
      fix: 'Run on `pull_request`.',
    }
  const left = base ? chooseGiven(base) : chooseByEvent(event, checkout)
  if ('reason' in left || left.by === 'commit' || !checkout.isShallow) return left
  return {
    reason: 'history-missing',
    message: `the clone is shallow, so it does not tell what ${left.leftIs} is`,
    fix: wholeHistory,
  }
}

/**
 * Returns the two sides.
 * @param found what the clone says of each of the revisions, in their order
 */
export function settleLeft(
  left: LeftSide,
  { commit: right }: Checkout,
  found: readonly FoundRevision[],
): Comparison | ComparisonProblem {
  const there = found.filter(({ commit }) => commit !== undefined)
  const names = left.revisions.join(' or ')
  if (there.length === 0)
    return {
      reason: 'history-missing',
      message: `the clone does not have ${names}, which is needed for ${left.leftIs}`,
      fix: left.fixIfMissing,
    }
  const sides = there.flatMap(({ commit, mergeBase }) => (left.by === 'commit' ? commit : mergeBase) ?? [])
  // A branch that was merged since contains the checkout; the commit that it was at for the event does not.
  const side = sides.find((candidate) => candidate !== right) ?? sides[0]
  if (side === undefined)
    return {
      reason: 'histories-unrelated',
      message: `the checkout ${right} and ${names} have no common ancestor`,
      fix: 'Rebase the branch onto its base, or give another `base`.',
    }
  if (side === right && left.mustDiffer)
    return {
      reason: 'base-missing',
      message: `\`base\` is ${names}, which contains the checkout ${right}: nothing would be compared`,
      fix: 'Give as `base` a commit or a branch from before the change.',
    }
  return { left: side, right, leftIs: left.leftIs }
}

function chooseGiven(base: string): LeftSide | ComparisonProblem {
  if (/^0+$/.test(base))
    return {
      reason: 'base-missing',
      message: '`base` is all zeros, as `github.event.before` is for a new branch',
      fix: 'Leave `base` out on push; a new branch is then compared with the default branch.',
    }
  const branch = /^refs\/heads\/(.+)$/s.exec(base)?.[1]
  return {
    by: 'merge-base',
    revisions: branch === undefined ? [base] : [`refs/remotes/origin/${branch}`, base],
    leftIs: `the merge base with \`base\`, ${base}`,
    fixIfMissing: wholeHistory,
    mustDiffer: true,
  }
}
