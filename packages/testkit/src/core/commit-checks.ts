/** The state of a check on a commit. */
export type CheckState = 'success' | 'failure'

/** The checks of one repository. */
export interface CommitChecks {
  report(sha: string, name: string, state: CheckState): void
  state(sha: string, name: string): CheckState | 'missing'
  /** Returns whether a commit may be merged into a branch that requires these checks. */
  mayMerge(sha: string, required: readonly string[]): boolean
}

/**
 * Creates the checks of a repository, which GitHub and Gitea store by commit and name. The pull request of a run does
 * not matter, so a later run replaces an earlier check of the same name.
 */
export function createCommitChecks(): CommitChecks {
  const states = new Map<string, CheckState>()
  const keyOf = (sha: string, name: string) => `${sha} ${name}`
  const state = (sha: string, name: string) => states.get(keyOf(sha, name)) ?? 'missing'
  return {
    report: (sha, name, ended) => void states.set(keyOf(sha, name), ended),
    state,
    mayMerge: (sha, required) => required.every((name) => state(sha, name) === 'success'),
  }
}
