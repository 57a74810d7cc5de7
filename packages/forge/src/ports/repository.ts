/** What a forge knows of the repository itself. */
export interface Repository {
  /** The name of the default branch, without `refs/heads/`. */
  defaultBranch(): Promise<string>
}
