/** A label that was added or removed. */
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

/** Labels are given by name. A forge that numbers them looks the numbers up. */
export interface Labels {
  /** Labels that were added and removed, oldest first. */
  history(number: number): Promise<readonly LabelEvent[]>
  /** The labels of the pull request, read with the pull request itself: the list is never truncated. */
  of(number: number): Promise<readonly string[]>
  /** The same labels from a list of their own. Neither list has a count, so that one shows what the other lacks. */
  listed(number: number): Promise<readonly string[]>
  /**
   * Adds labels and returns all labels that the pull request then has.
   * @throws OutsideError `label-ambiguous` if the forge has two labels of one name
   */
  add(number: number, labels: readonly string[]): Promise<readonly string[]>
  /** Requests the removal of a label. A missing label is not an error. Only {@link of} shows the outcome. */
  remove(number: number, label: string): Promise<void>
  /** Every label that the repository has. */
  known(): Promise<readonly RepositoryLabel[]>
  /**
   * Creates a label that {@link known} does not list. If the list may hide labels, the label is first added to
   * the pull request by its name: if that works, it need not be created. The label is read again.
   * @throws OutsideError `write-not-confirmed` if the forge does not show the label as it was created
   */
  create(label: RepositoryLabel, number: number): Promise<RepositoryLabel>
}
