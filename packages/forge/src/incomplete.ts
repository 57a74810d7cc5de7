import { OutsideError } from '@suite/errors'
import { forgeReasons } from './reasons.ts'

/** Returns the error for a list that is shorter than its count. */
export function incomplete(
  what: string,
  fix = 'Run again; if it happens again, report it: the action cannot decide from a truncated list.',
): OutsideError {
  return new OutsideError(forgeReasons['list-incomplete'], what, fix)
}

/** The request for the commits between two commits, on both forges. */
export const comparisonRoute = 'GET /repos/{owner}/{repo}/compare/{range}'

/** Returns the error for a comparison that does not show what it must. */
export function incompleteComparison(what: string, fix?: string): OutsideError {
  return incomplete(`${what} (${comparisonRoute})`, fix)
}

/** The request for the rows of a tree, on both forges. */
export const treeRoute = 'GET /repos/{owner}/{repo}/git/trees/{id}'

/** Returns the error for a tree that the API of a forge does not show. */
export function incompleteTree(commit: string, what: string): OutsideError {
  return incomplete(
    `the tree of ${commit} ${what} (${treeRoute})`,
    'Run again; if it happens again, the repository is too large for its API: run the action where it has a clone.',
  )
}

/** The highest number of requests for one tree: a larger repository is read from a clone. */
export const mostTreeRequests = 200
