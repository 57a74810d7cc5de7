/** How a check stands on a commit. */
export type CheckState = 'success' | 'failure'

/** The checks of one repository. */
export interface CommitChecks {
  report(sha: string, name: string, state: CheckState): void
  state(sha: string, name: string): CheckState | 'missing'
  /** Whether a commit may be merged into a branch that requires these checks. */
  mayMerge(sha: string, required: readonly string[]): boolean
}

/**
 * Checks as GitHub and Gitea store them: by commit and name, whatever pull request a run was started for, so that a
 * later run replaces an earlier one of the same name.
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
