import type { Checkout } from '@suite/changes/clone'
import { type ComparedEvent, type ComparisonProblem, type LeftSide, wholeHistory } from './left-side.ts'

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Returns how the left side is found from what the event says about it. */
export function chooseByEvent(event: ComparedEvent, checkout: Checkout): LeftSide | ComparisonProblem {
  switch (event.name) {
    case 'pull_request':
      return chooseForPullRequest(event, checkout)
    case 'push':
      return chooseForPush(event, checkout)
    case 'merge_group':
      return chooseForMergeGroup(event, checkout)
    default:
      return {
        reason: 'base-missing',
        message: `the event ${JSON.stringify(event.name)} does not say what the checkout is compared with`,
        fix: 'Give `base`: a commit id, or a full ref such as refs/heads/main.',
      }
  }
}

function chooseForPullRequest(event: ComparedEvent, checkout: Checkout): LeftSide | ComparisonProblem {
  const head = commitAt(event, 'pull_request', 'head', 'sha')
  const base = commitAt(event, 'pull_request', 'base', 'sha')
  const branch = textAt(event, 'pull_request', 'base', 'ref')
  if (!head || !base || !branch) return unreadable(event)
  if (checkout.commit === head)
    return mergeBase([remoteBranch(branch), base], `the merge base with the base branch ${branch}`)
  const [first, second, ...more] = checkout.parents
  if (first !== undefined && second === head && more.length === 0)
    return commit(
      first,
      'the first parent of the merge that is checked out',
      'Set `fetch-depth: 2`, or more, in actions/checkout; this action fetches nothing.',
    )
  const isMerge = first !== undefined && second !== undefined && more.length === 0
  return {
    reason: 'tree-mismatch',
    message: isMerge
      ? `the checkout ${checkout.commit} is a merge of ${second}, and the head of the pull request is ${head}`
      : `the checkout ${checkout.commit} is neither the head of the pull request, ${head}, nor a merge of it`,
    fix: 'Leave out `ref` of actions/checkout and commit nothing before this step, or run the workflow for the newest head; for another checkout, give `base`.',
  }
}

function chooseForPush(event: ComparedEvent, checkout: Checkout): LeftSide | ComparisonProblem {
  const [before, after, ref] = [commitAt(event, 'before'), commitAt(event, 'after'), textAt(event, 'ref')]
  const defaultBranch = textAt(event, 'repository', 'default_branch')
  if (!before || !after || !ref) return unreadable(event)
  if (!ref.startsWith('refs/heads/'))
    return {
      reason: 'base-missing',
      message: `a push to ${JSON.stringify(ref)} does not say what the checkout is compared with`,
      fix: 'Run on pushes to branches, or give `base`: a commit id, or a full ref such as refs/heads/main.',
    }
  if (checkout.commit !== after) return otherCommit('the push', after, checkout)
  if (!isZero(before))
    return commit(
      before,
      'the commit before the push',
      textAt(event, 'forced') === 'true' && !checkout.isShallow
        ? forcedPush(defaultBranch ?? 'main')
        : wholeHistory,
    )
  if (!defaultBranch) return unreadable(event)
  if (ref === `refs/heads/${defaultBranch}`)
    return {
      reason: 'base-missing',
      message: `the push creates the default branch ${defaultBranch}, so there is nothing to compare it with`,
      fix: 'The next push can be compared. To compare this one, give `base`.',
    }
  return mergeBase([remoteBranch(defaultBranch)], `the merge base with the default branch ${defaultBranch}`)
}

function chooseForMergeGroup(event: ComparedEvent, checkout: Checkout): LeftSide | ComparisonProblem {
  const head = commitAt(event, 'merge_group', 'head_sha')
  const base = commitAt(event, 'merge_group', 'base_sha')
  if (!head || !base) return unreadable(event)
  if (checkout.commit !== head) return otherCommit('the merge group', head, checkout)
  return commit(base, 'the base of the merge group', wholeHistory)
}

function commit(id: string, leftIs: string, fixIfMissing: string): LeftSide {
  return { by: 'commit', revisions: [id], leftIs, fixIfMissing, mustDiffer: false }
}

function mergeBase(revisions: readonly string[], leftIs: string): LeftSide {
  return { by: 'merge-base', revisions, leftIs, fixIfMissing: wholeHistory, mustDiffer: false }
}

function forcedPush(defaultBranch: string): string {
  const base = `base: \${{ github.event.forced && 'refs/heads/${defaultBranch}' || '' }}`
  return `A forced push replaced it, so no branch has it. Give \`base\` for such pushes: \`${base}\`.`
}

/** Where actions/checkout keeps the branches of the repository. */
function remoteBranch(name: string): string {
  return `refs/remotes/origin/${name}`
}

function otherCommit(what: string, expected: string, { commit }: Checkout): ComparisonProblem {
  return {
    reason: 'tree-mismatch',
    message: `the checkout ${commit} is not the head of ${what}, ${expected}`,
    fix: 'Leave out `ref` of actions/checkout and commit nothing before this step; for another checkout, give `base`.',
  }
}

function unreadable({ name }: ComparedEvent): ComparisonProblem {
  return {
    reason: 'event-unsupported',
    message: `the payload of the event ${JSON.stringify(name)} does not name the commits that it is about`,
    fix: 'Run the action in a workflow on a forge that sends them, or give `base`.',
  }
}

function commitAt(event: ComparedEvent, ...path: readonly string[]): string | undefined {
  const text = textAt(event, ...path)
  return text !== undefined && commitId.test(text) ? text : undefined
}

function textAt({ payload }: ComparedEvent, ...path: readonly string[]): string | undefined {
  let at: unknown = payload
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'string' && at !== '' ? at : typeof at === 'boolean' ? String(at) : undefined
}

function isZero(id: string): boolean {
  return /^0+$/.test(id)
}
