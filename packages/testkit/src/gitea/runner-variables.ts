import type { RunOn } from '../core/runner-environment.ts'

/**
 * The variables in which Gitea's runner differs from GitHub's, as Gitea 1.26.3 with runner 1.0.8 in host mode sets
 * them.
 */
export const runnerVariables: NonNullable<RunOn['forge']['variables']> = {
  GITEA_ACTIONS: 'true',
  GITEA_ACTIONS_RUNNER_VERSION: 'v1.0.8',
  GITHUB_ACTION_PATH: '',
  GITHUB_RETENTION_DAYS: '',
  RUNNER_OS: 'linux',
  RUNNER_ARCH: 'amd64',
  GITHUB_TRIGGERING_ACTOR: undefined,
  GITHUB_ACTOR_ID: undefined,
  GITHUB_REPOSITORY_ID: undefined,
  GITHUB_REPOSITORY_OWNER_ID: undefined,
  GITHUB_REF_PROTECTED: undefined,
  GITHUB_WORKFLOW_REF: undefined,
  GITHUB_WORKFLOW_SHA: undefined,
}
