import type { Changes, PullRequests } from '@suite/forge'

/** What this action asks of a forge. */
export interface Ports {
  readonly changes: Pick<Changes, 'read'>
  readonly pullRequests: Pick<
    PullRequests,
    'read' | 'labelHistory' | 'actor' | 'repositoryLabels' | 'createLabel' | 'addLabels' | 'removeLabel'
  >
}
