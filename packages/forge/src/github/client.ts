import { asFetch } from '@suite/http'
import { addressOf, isSuccess, methodOf, readAnswer } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { askAll, askProven } from './pages.ts'
import { explain, refusalOf } from './refusal.ts'

/**
 * Returns a client of GitHub that uses the toolkit's own client, over the transport of the run. The toolkit's client is
 * loaded with the first request, so that an action that ends earlier does not load it.
 * @throws OutsideError from its methods, if GitHub refuses a request, or its answer has another shape
 */
export function createGitHubClient({ apiUrl, token, repository, transport }: ForgeAccess): ForgeClient {
  const place = { root: apiUrl, values: { owner: repository.owner, repo: repository.name } }
  const sendAgain = asFetch(transport, () => ({ effect: 'repeatable' }))
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
  const ask: ForgeClient['ask'] = async (question) => {
    const { route, body, idempotent = false } = question
    const request = {
      method: methodOf(route),
      url: addressOf(place, question),
      ...(idempotent && { request: { fetch: sendAgain } }),
    }
    loading ??= load()
    const octokit = await loading
    const { status, data, headers } = await octokit
      .request(body === undefined ? request : { ...request, data: body })
      .catch((error) => {
        throw explain(error, question)
      })
    // Octokit takes each status below 300 for a success.
    if (!isSuccess(status)) throw refusalOf({ ...request, status }, question)
    const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return { data: readAnswer('GitHub', { ...question, ...request }, data), headers: new Map(texts) }
  }
  return {
    ask,
    askAll: (question, most) => askAll({ ask }, question, most),
    askProven: (question, most) => askProven({ ask }, question, most),
  }
}
