import type { Changes } from '@suite/changes'
import type { Labels, People, PullRequests, Repository } from '@suite/forge'

/** What this action needs from a forge. */
export interface Ports {
  readonly changes: Pick<Changes, 'read'>
  readonly repository: Pick<Repository, 'defaultBranch'>
  readonly pullRequests: Pick<PullRequests, 'read'>
  /** Its history accounts for the labels, so one list of them is enough. */
  readonly labels: Omit<Labels, 'listed'>
  readonly people: Pick<People, 'actor'>
}
