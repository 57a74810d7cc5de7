/** A label put on or taken off. */
export interface LabelEvent {
  readonly label: string
  readonly action: 'labeled' | 'unlabeled'
  readonly actor: string
  readonly actorIsBot: boolean
}

export interface RepositoryLabel {
  readonly name: string
  /** Six hexadecimal digits in lower case, without `#`. */
  readonly color: string
  readonly description: string
}

/** Labels go by their names: a forge that numbers them looks the numbers up. */
export interface Labels {
  /** Labels put on and taken off, oldest first. */
  history(number: number): Promise<readonly LabelEvent[]>
  /** The labels that are there now, read with the pull request itself: an empty list is a fact, not a cut one. */
  of(number: number): Promise<readonly string[]>
  /**
   * Adds labels and returns all that are now there, as the forge answers.
   * @throws OutsideError `label-ambiguous` where the forge knows two labels of one name
   */
  add(number: number, labels: readonly string[]): Promise<readonly string[]>
  /** Asks for a label to be taken off; one that is not there is no error. Only {@link of} shows what came of it. */
  remove(number: number, label: string): Promise<void>
  /** Every label that the repository knows. */
  known(): Promise<readonly RepositoryLabel[]>
  /**
   * Creates a label that {@link known} does not list. Where the list may hide labels, it is first put on the
   * pull request by its name: what then is there need not be created.
   */
  create(label: RepositoryLabel, number: number): Promise<RepositoryLabel>
}
