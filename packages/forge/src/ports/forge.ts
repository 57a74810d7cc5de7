import type { Changes } from '@suite/changes'
import type { Comments } from './comments.ts'
import type { Labels } from './labels.ts'
import type { People } from './people.ts'
import type { PullRequests } from './pull-requests.ts'
import type { Repository } from './repository.ts'

/** The ports of one forge, with one token. */
export interface Forge {
  readonly changes: Changes
  readonly pullRequests: PullRequests
  readonly labels: Labels
  readonly comments: Comments
  readonly people: People
  readonly repository: Repository
}
