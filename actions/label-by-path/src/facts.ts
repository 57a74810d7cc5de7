import type { LabelMatch } from '@suite/change-rules'
import type { LabelEvent, PullRequestWithFiles, RepositoryLabel } from '@suite/forge'

/** The facts for the labels of one pull request. */
export interface Facts {
  readonly pull: PullRequestWithFiles
  readonly matches: readonly LabelMatch[]
  readonly history: readonly LabelEvent[]
  /**
   * The login of the token. It is known only if a rule says `sync: own`, or if a user who is not a bot removed a
   * label of the rules, because that may have been this token.
   */
  readonly actor: string | undefined
  /** The labels of the repository. They are known only if labels are created or their declaration is verified. */
  readonly repositoryLabels: readonly RepositoryLabel[] | undefined
}

export interface Settings {
  readonly syncLabels: boolean
  readonly createLabels: boolean
}
