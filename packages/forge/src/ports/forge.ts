import type { Changes } from '@suite/changes'
import type { PullRequests } from './pull-requests.ts'
import type { Repository } from './repository.ts'

/** The ports of one forge, over one token. */
export interface Forge {
  readonly changes: Changes
  readonly pullRequests: PullRequests
  readonly repository: Repository
}
