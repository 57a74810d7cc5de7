/** A tag, and the commit that it points to, through any tag objects in between. */
export interface RepositoryTag {
  readonly name: string
  readonly commit: string
}

/** What a forge knows about the repository itself. */
export interface Repository {
  /** The name of the default branch, without `refs/heads/`. */
  defaultBranch(): Promise<string>
  /** The commit that a branch points to. */
  headOf(branch: string): Promise<string>
  /**
   * Returns whether a commit is `of`, or an ancestor of it. Both are commit ids.
   * @throws OutsideError if the forge does not know both commits
   */
  isAncestor(commit: string, of: string): Promise<boolean>
  /**
   * Every tag of a commit.
   * @throws OutsideError `list-incomplete`
   */
  tags(): Promise<readonly RepositoryTag[]>
}
