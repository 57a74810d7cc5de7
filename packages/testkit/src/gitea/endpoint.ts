import { type Answer, AnswerError } from '../core/answer.ts'
import { type HostRequest, type ParameterNames, type Route, route } from '../core/router.ts'
import type { PullState, RepositoryState, State, Token } from './state.ts'

/** Returns an error of Gitea, to throw. */
export function problem(status: number, message: string, errors?: readonly string[]): AnswerError {
  const body = { ...(errors && { errors }), message, url: 'http://gitea.invalid/api/swagger' }
  return new AnswerError({ status, body })
}

export const notFound = () => problem(404, 'not found', [])

export interface Call<Names extends string = string> {
  readonly state: State
  readonly token: Token
  readonly request: HostRequest<Names>
  /** The repository of `:owner/:repo`. */
  readonly repository: RepositoryState
}

export type Endpoint = (state: State) => Route

/** Declares an endpoint under `/api/v1`. Its permissions are checked before its handler runs. */
export function endpoint<Pattern extends string>(
  method: string,
  pattern: Pattern,
  /** Units; read access to any one is enough. */
  reads: readonly string[],
  handle: (call: Call<ParameterNames<Pattern>>) => Answer | Promise<Answer>,
): Endpoint {
  return (state) =>
    route(method, `/api/v1${pattern}`, (request) => {
      const token = authenticate(state, request.headers.authorization)
      const { owner, repo } = request.params as Record<string, string>
      const repository = state.repositories.get(`${owner}/${repo}`.toLowerCase())
      if (pattern.startsWith('/repos/') && !repository) throw notFound()
      if (reads.length > 0 && !reads.some((unit) => allows(state, token, unit, 'read')))
        throw problem(403, 'user should have specific read permission or be a repo admin or a site admin')
      return handle({ state, token, request: request as never, repository: repository as RepositoryState })
    })
}

export function allows(state: State, token: Token, unit: string, level: 'read' | 'write'): boolean {
  if (token.kind === 'job' && !state.permissionsHold) return true
  const granted = token.permissions[unit]
  return granted === 'write' || (granted === 'read' && level === 'read')
}

/**
 * Checks that the token may write. Labels and comments of a pull request need the unit of pull requests, not that of
 * issues.
 *
 * @throws AnswerError if the token may not
 */
export function requireWrite({ state, token }: Call<never>, units: readonly string[], words: string): void {
  if (!units.some((unit) => allows(state, token, unit, 'write'))) throw problem(403, words)
}

export function tokenValue(authorization: string | undefined): string | undefined {
  return /^(?:token|bearer) +(\S+)$/i.exec(authorization ?? '')?.[1]
}

function authenticate(state: State, authorization: string | undefined): Token {
  if (authorization === undefined) throw problem(401, 'token is required')
  const token = state.tokens.get(tokenValue(authorization) ?? '')
  if (!token) throw problem(401, 'invalid username, password or token')
  return token
}

/**
 * Returns the pull request of `:number`.
 *
 * @throws AnswerError if there is none
 */
export function pullOf({ repository, request }: Call<'number'>): PullState {
  const pull = repository.pulls.get(Number(request.params.number))
  if (!pull) throw notFound()
  return pull
}

/**
 * Returns the JSON object of a request's body.
 *
 * @throws AnswerError if the body is not JSON
 */
export function bodyOf({ request }: Call<never>): Record<string, unknown> {
  try {
    return JSON.parse(request.body.toString())
  } catch {
    throw problem(422, 'invalid JSON')
  }
}

/**
 * Returns the page from `limit` and `page`; Gitea ignores `per_page`. The default size is 30, and a larger size than
 * the maximum is reduced silently.
 */
export function pageOf({ state, request }: Call<never>): { page: number; size: number } {
  const read = (name: string, otherwise: number) => {
    const value = Number(request.query.get(name) ?? otherwise)
    return Number.isInteger(value) && value >= 1 ? value : otherwise
  }
  return { page: read('page', 1), size: Math.min(read('limit', 30), state.maxResponseItems) }
}

/** Returns one page of a list, with the headers that describe the rest. */
export function paged<Item>(
  call: Call<never>,
  items: readonly Item[],
  present: (item: Item) => unknown,
): Answer {
  const { page, size } = pageOf(call)
  const last = Math.max(1, Math.ceil(items.length / size))
  const at = (to: number, relation: string) =>
    `<${call.state.url}${call.request.path}?limit=${size}&page=${to}>; rel="${relation}"`
  return {
    status: 200,
    headers: {
      'x-total-count': String(items.length),
      'x-pagecount': String(last),
      'x-perpage': String(size),
      'x-page': String(page),
      'x-hasmore': String(page < last),
      ...(page < last && { link: `${at(page + 1, 'next')},${at(last, 'last')}` }),
    },
    body: items.slice((page - 1) * size, page * size).map(present),
  }
}
