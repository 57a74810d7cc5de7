import { OutsideError } from '@suite/errors'
import { changesReasons } from './reasons.ts'

/** A clone that is not shallow has no such commit: it was fetched from no branch, or is on none any more. */
export class UnknownCommit extends OutsideError {
  readonly commit: string

  constructor(commit: string, options?: ErrorOptions) {
    super(
      changesReasons['git-failed'],
      `the clone does not have the commit ${commit}, although it is not shallow`,
      'Fetch all branches: fetch-depth: 0 in actions/checkout. A commit that was replaced by a forced push is on none.',
      options,
    )
    this.commit = commit
  }
}
