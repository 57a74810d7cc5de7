import type { LabelMatch } from '@suite/change-rules'
import type { LabelEvent, PullRequestWithFiles, RepositoryLabel } from '@suite/forge'

/** Everything that is known when the labels of one pull request are decided. */
export interface Facts {
  readonly pull: PullRequestWithFiles
  readonly matches: readonly LabelMatch[]
  readonly history: readonly LabelEvent[]
  /**
   * The login under which the token acts; known only where a rule says `sync: own`, or where somebody who is no bot
   * took a label of the rules off, which may have been this token.
   */
  readonly actor: string | undefined
  /** The labels of the repository; known only where labels are created or their declaration is verified. */
  readonly repositoryLabels: readonly RepositoryLabel[] | undefined
}

export interface Settings {
  readonly syncLabels: boolean
  readonly createLabels: boolean
}
