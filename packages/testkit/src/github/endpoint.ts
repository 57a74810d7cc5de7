import type { Answer } from '../core/answer.ts'
import { type HostRequest, type ParameterNames, type Route, route } from '../core/router.ts'
import { forbidden, notFound, problem } from './problems.ts'
import type { PullState, RepositoryState, State, Token } from './state.ts'

/** `pull-requests:write`, or `metadata:read`, which every token has. */
type Need = `${string}:${'read' | 'write'}`

export interface EndpointTerms {
  /** The page under docs.github.com/rest that answers link to. */
  readonly docs: string
  /** Permissions; any one is enough. */
  readonly needs: readonly Need[]
}

export interface Call<Names extends string = string> {
  readonly state: State
  readonly token: Token
  readonly request: HostRequest<Names>
  readonly docs: string
  /** The repository of `:owner/:repo`. */
  readonly repository: RepositoryState
}

export type Endpoint = (state: State) => Route

/** Declares an endpoint. Its permissions are checked before its handler runs. */
export function endpoint<Pattern extends string>(
  method: string,
  pattern: Pattern,
  terms: EndpointTerms,
  handle: (call: Call<ParameterNames<Pattern>>) => Answer | Promise<Answer>,
): Endpoint {
  return (state) =>
    route(method, pattern, (request) => {
      const token = authenticate(state, request.headers.authorization)
      spendRate(state, pattern)
      if (!terms.needs.some((need) => allows(token, need)))
        throw forbidden(
          terms.docs,
          token.kind,
          terms.needs.map((need) => need.replace(':', '=').replaceAll('-', '_')),
        )
      const repository = findRepository(state, request.params, terms.docs)
      return handle({ state, token, request, docs: terms.docs, repository })
    })
}

export function allows(token: Token, need: Need): boolean {
  const [scope = '', level] = need.split(':')
  if (scope === 'metadata') return true
  const granted = token.permissions[scope]
  return granted === 'write' || (granted === 'read' && level === 'read')
}

export function tokenValue(authorization: string | undefined): string | undefined {
  return /^(?:token|bearer) +(\S+)$/i.exec(authorization ?? '')?.[1]
}

function authenticate(state: State, authorization: string | undefined): Token {
  if (authorization === undefined) throw problem(401, 'Requires authentication')
  const token = state.tokens.get(tokenValue(authorization) ?? '')
  if (!token) throw problem(401, 'Bad credentials')
  return token
}

// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
function spendRate(state: State, pattern: string): void {
  if (pattern === '/rate_limit') return
  if (state.rate.remaining <= 0)
    throw problem(
      403,
      'API rate limit exceeded for installation ID 1. If you reach out to GitHub Support for help, please include the request ID.',
      'using-the-rest-api/rate-limits-for-the-rest-api',
    )
  state.rate.remaining--
}

function findRepository(
  state: State,
  params: Readonly<Record<string, string>>,
  docs: string,
): RepositoryState {
  // Endpoints without a repository never use it.
  if (params.owner === undefined || params.repo === undefined) return undefined as never
  const repository = state.repositories.get(`${params.owner}/${params.repo}`.toLowerCase())
  if (!repository) throw notFound(docs)
  return repository
}

/**
 * Returns the pull request of `:number`.
 *
 * @throws AnswerError if there is none
 */
export function pullOf(call: Call<'number'>): PullState {
  const pull = call.repository.pulls.get(Number(call.request.params.number))
  if (!pull) throw notFound(call.docs)
  return pull
}

/**
 * Returns the JSON object of a request's body.
 *
 * @throws AnswerError if the body is not JSON
 */
export function bodyOf(call: Call<never>): Record<string, unknown> {
  const { body } = call.request
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString())
  } catch {
    throw problem(400, 'Problems parsing JSON', call.docs)
  }
}

/** Returns the requested page of a list: 30 items by default, never more than `most`. */
export function pageOf(call: Call<never>, normal = 30, most = 100): { page: number; size: number } {
  const read = (name: string, otherwise: number) => {
    const value = Number(call.request.query.get(name) ?? otherwise)
    return Number.isInteger(value) && value >= 1 ? value : otherwise
  }
  return { page: read('page', 1), size: Math.min(read('per_page', normal), most) }
}

/** Returns one page of a list, with the Link header for the other pages. */
export function paged<Item>(
  call: Call<never>,
  items: readonly Item[],
  present: (item: Item) => unknown,
  { page, size } = pageOf(call),
): Answer {
  const body = items.slice((page - 1) * size, page * size).map(present)
  return { status: 200, headers: linkHeader(call, items.length, { page, size }), body }
}

export function linkHeader(
  call: Call<never>,
  total: number,
  { page, size }: { page: number; size: number },
): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / size))
  const links: [number, string][] = []
  if (page > 1) links.push([Math.min(page - 1, last), 'prev'])
  if (page < last) links.push([page + 1, 'next'], [last, 'last'])
  if (page > 1) links.push([1, 'first'])
  if (links.length === 0) return {}
  const url = new URL(call.state.url + call.request.path)
  url.search = call.request.query.toString()
  const link = links.map(([to, relation]) => {
    url.searchParams.set('page', String(to))
    return `<${url}>; rel="${relation}"`
  })
  return { link: link.join(', ') }
}
