import type { Changes } from '@suite/changes'
import type { PullRequests, Repository } from '@suite/forge'

/** What this action asks of a forge. */
export interface Ports {
  readonly changes: Pick<Changes, 'read'>
  readonly repository: Repository
  readonly pullRequests: Pick<
    PullRequests,
    | 'read'
    | 'labels'
    | 'labelHistory'
    | 'actor'
    | 'repositoryLabels'
    | 'createLabel'
    | 'addLabels'
    | 'removeLabel'
  >
}
