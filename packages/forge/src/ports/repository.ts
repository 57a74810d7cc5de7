/** What a forge knows about the repository itself. */
export interface Repository {
  /** The name of the default branch, without `refs/heads/`. */
  defaultBranch(): Promise<string>
}
