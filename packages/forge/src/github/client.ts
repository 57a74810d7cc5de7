import { asFetch, type Transport } from '@suite/http'
import type { Purpose } from '@suite/rest'
import { requireNoDots, UnexpectedAnswer } from '@suite/rest'
import * as z from 'zod/mini'
import { explain } from './refusal.ts'

/** A request, and what its answer has to look like. */
export interface Question<Data> extends Purpose {
  /** As GitHub documents it, such as `GET /repos/{owner}/{repo}/labels`. Owner and repository are filled in. */
  readonly route: string
  /** The other parameters: those that the route does not name go into the query or the body. */
  readonly with?: Readonly<Record<string, unknown>>
  readonly answer: z.ZodMiniType<Data>
}

export interface Answer<Data> {
  readonly data: Data
  /** The header that leads to other pages. */
  readonly link: string | undefined
}

/**
 * Asks GitHub.
 * @throws UsageError `input-invalid` for a name that has no place in a URL
 * @throws OutsideError which says in words why there is no answer, or none of the shape that was asked for
 */
export interface GitHubClient {
  ask<Data>(question: Question<Data>): Promise<Answer<Data>>
}

export interface GitHubAccess {
  readonly apiUrl: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly transport: Transport
}

/** The toolkit's client is loaded with the first request: an action that stops before it does not pay for it. */
export function createGitHubClient({ apiUrl, token, repository, transport }: GitHubAccess): GitHubClient {
  let loading: ReturnType<typeof load> | undefined
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
    async ask({ route, with: parameters = {}, answer, ...purpose }) {
      requireNoDots(route, parameters)
      loading ??= load()
      const octokit = await loading
      const place = route.includes('{owner}') ? { owner: repository.owner, repo: repository.name } : {}
      const { data, headers } = await octokit.request(route, { ...place, ...parameters }).catch((error) => {
        throw explain(error, purpose)
      })
      const read = z.safeParse(answer, data)
      if (!read.success) throw new UnexpectedAnswer('GitHub', { to: purpose.to, route }, read.error)
      return { data: read.data, link: headers.link }
    },
  }
}
