/** What starts a workflow run, as the builders of a stand-in return it. */
export interface Trigger {
  readonly event: { readonly name: string; readonly payload: unknown }
  /** `owner/name`. */
  readonly repository: string
  readonly sha: string
  readonly ref: string
  readonly actor?: string
  /** Branch names; only for events of a pull request. */
  readonly headRef?: string
  readonly baseRef?: string
}

/** A trigger, and the service that it comes from. */
export interface RunOn extends Trigger {
  readonly forge: {
    readonly apiUrl: string
    readonly serverUrl: string
    readonly graphqlUrl: string
    /** The variables in which its runner differs from GitHub's; `undefined` means that it does not set the variable. */
    readonly variables?: Readonly<Record<string, string | undefined>>
  }
  /** The job's token: the value of `${{ github.token }}` in defaults. */
  readonly token?: string
  /** Step debug logging (`RUNNER_DEBUG=1`). */
  readonly debug?: boolean
}

/** The absolute paths in the folder of one run. */
export interface RunFolder {
  readonly root: string
  readonly workspace: string
  readonly temp: string
  readonly home: string
  readonly event: string
  readonly output: string
  readonly state: string
  readonly summary: string
  readonly env: string
  readonly path: string
}

const systems: Readonly<Record<string, string>> = { win32: 'Windows', darwin: 'macOS' }

/**
 * Returns the variables that a runner passes to a JavaScript action on this platform: GitHub's, or those of another forge.
 * https://docs.github.com/actions/reference/variables-reference
 */
export function runnerEnvironment(on: RunOn, folder: RunFolder): Record<string, string> {
  const [owner = '', name = ''] = on.repository.split('/')
  const actor = on.actor ?? 'octocat'
  const workflowRef = `${on.repository}/.github/workflows/testkit.yml@${on.ref}`
  const environment: Record<string, string | undefined> = {
    PATH: process.env.PATH ?? '',
    HOME: folder.home,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__run',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTION_REF: '',
    GITHUB_ACTOR: actor,
    GITHUB_ACTOR_ID: '1',
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: on.forge.apiUrl,
    GITHUB_SERVER_URL: on.forge.serverUrl,
    GITHUB_GRAPHQL_URL: on.forge.graphqlUrl,
    GITHUB_EVENT_NAME: on.event.name,
    GITHUB_EVENT_PATH: folder.event,
    GITHUB_REPOSITORY: on.repository,
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '1',
    GITHUB_SHA: on.sha,
    GITHUB_REF: on.ref,
    GITHUB_REF_NAME: on.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: on.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_HEAD_REF: on.headRef ?? '',
    GITHUB_BASE_REF: on.baseRef ?? '',
    GITHUB_JOB: 'testkit',
    GITHUB_WORKFLOW: 'testkit',
    GITHUB_WORKFLOW_REF: workflowRef,
    GITHUB_WORKFLOW_SHA: on.sha,
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_WORKSPACE: folder.workspace,
    GITHUB_OUTPUT: folder.output,
    GITHUB_STATE: folder.state,
    GITHUB_STEP_SUMMARY: folder.summary,
    GITHUB_ENV: folder.env,
    GITHUB_PATH: folder.path,
    RUNNER_NAME: `testkit ${name}`.trim(),
    RUNNER_OS: systems[process.platform] ?? 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: folder.temp,
    RUNNER_TOOL_CACHE: folder.temp,
    RUNNER_WORKSPACE: folder.root,
    ...(on.debug && { RUNNER_DEBUG: '1' }),
    ...on.forge.variables,
  }
  const isSet = (variable: [string, string | undefined]): variable is [string, string] =>
    variable[1] !== undefined
  return Object.fromEntries(Object.entries(environment).filter(isSet))
}
