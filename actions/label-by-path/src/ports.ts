import type { Changes } from '@suite/changes'
import type { Labels, People, PullRequests, Repository } from '@suite/forge'

/** What this action needs from a forge. */
export interface Ports {
  readonly changes: Pick<Changes, 'read'>
  readonly repository: Pick<Repository, 'defaultBranch'>
  readonly pullRequests: Pick<PullRequests, 'read'>
  readonly labels: Labels
  readonly people: Pick<People, 'actor'>
}
