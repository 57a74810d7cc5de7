import { OutsideError } from '@suite/errors'
import { asFetch, type Transport } from '@suite/http'
import { explain, type Need } from './explain.ts'

type Octokit = InstanceType<typeof import('@actions/github/lib/utils')['GitHub']>

/** Asks GitHub, or says in words why it did not answer. `need` names the permission and what it is for. */
export interface GitHubClient {
  ask<Result>(need: Need, request: (octokit: Octokit) => Promise<Result>): Promise<Result>
  readonly owner: string
  readonly repo: string
}

export interface GitHubAccess {
  readonly apiUrl: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly transport: Transport
}

/** The toolkit's client is loaded with the first request: an action that stops before it does not pay for it. */
export function createGitHubClient({ apiUrl, token, repository, transport }: GitHubAccess): GitHubClient {
  let loading: Promise<Octokit> | undefined
  const load = async () => {
    const { GitHub, getOctokitOptions } = await import('@actions/github/lib/utils')
    const silent = () => {}
    return new GitHub(
      getOctokitOptions(token, {
        baseUrl: apiUrl,
        log: { debug: silent, info: silent, warn: silent, error: silent },
        request: { fetch: asFetch(transport) },
      }),
    )
  }
  return {
    owner: repository.owner,
    repo: repository.name,
    async ask(need, request) {
      loading ??= load()
      const octokit = await loading
      try {
        return await request(octokit)
      } catch (error) {
        // Octokit wraps what the transport throws; what the transport says is already in words.
        const cause = error instanceof Error ? error.cause : undefined
        throw cause instanceof OutsideError ? cause : explain(error, need)
      }
    },
  }
}
