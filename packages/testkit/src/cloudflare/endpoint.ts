import type { Answer } from '../core/answer.ts'
import { type HostRequest, type ParameterNames, type Route, route } from '../core/router.ts'
import { forbidden, granted, noSuchWorker, outOfReach, refusal } from './envelope.ts'
import type { AccountState, Scope, State, Token, WorkerState, ZoneState } from './state.ts'
import { allows, findToken, reaches } from './tokens.ts'

export interface Call<Names extends string = string> {
  readonly state: State
  readonly token: Token
  readonly request: HostRequest<Names>
}

export type Endpoint = (state: State) => Route

/**
 * Declares an endpoint below `/client/v4`. The token and its permissions are checked before the handler runs.
 *
 * @param scope `undefined` accepts any active token
 */
export function endpoint<Pattern extends string>(
  method: string,
  pattern: Pattern,
  scope: Scope | undefined,
  handle: (call: Call<ParameterNames<Pattern>>) => Answer | Promise<Answer>,
): Endpoint {
  return (state) =>
    route<`/client/v4${Pattern}`>(method, `/client/v4${pattern}`, (request) => {
      const token = findToken(state, request.headers.authorization)
      if (token?.status !== 'active') throw refusal(403, 9109, 'Invalid access token')
      const given = request.params as Readonly<Record<string, string>>
      if (given.account !== undefined && !token.accounts.has(given.account)) throw forbidden()
      if (scope !== undefined && !allows(token, scope)) throw forbidden()
      return handle({ state, token, request: request as HostRequest<ParameterNames<Pattern>> })
    })
}

/**
 * Returns the account of `:account`.
 *
 * @throws AnswerError if the token cannot reach it
 */
export function accountOf({ state, request }: Call<'account'>): AccountState {
  const account = state.accounts.get(request.params.account)
  if (!account) throw forbidden()
  return account
}

/**
 * Returns the Worker of the request.
 *
 * @throws AnswerError if there is no such Worker
 */
export function workerOf(call: Call<'account' | 'worker'>): WorkerState {
  const worker = accountOf(call).workers.get(call.request.params.worker)
  if (!worker) throw noSuchWorker()
  return worker
}

/**
 * Returns the zone of `:zone`.
 *
 * @throws AnswerError if the token cannot reach it
 */
export function zoneOf({ state, token, request }: Call<'zone'>): ZoneState {
  const zone = state.zones.find(({ id }) => id === request.params.zone)
  if (!zone || !reaches(token, zone)) throw outOfReach()
  return zone
}

/**
 * Returns the JSON of a request, unchecked.
 *
 * @throws AnswerError if the body is not JSON
 */
// biome-ignore lint/suspicious/noExplicitAny: a stand-in takes what clients send
export function bodyOf({ request }: Call<never>): any {
  try {
    return JSON.parse(request.body.toString())
  } catch {
    throw refusal(400, 10026, 'Could not parse request body, was not valid JSON.')
  }
}

/** Returns a list as Cloudflare does: whole, or the requested page. */
export function listed<Item>(
  { state, request }: Call<never>,
  items: readonly Item[],
  present: (item: Item) => unknown,
): Answer {
  const { pages } = state
  if (pages === undefined) return granted(items.map(present))
  const number = (name: string) => Number(request.query.get(name) ?? Number.NaN)
  if (pages.by === 'cursor') {
    const from = number('cursor') || 0
    const to = from + pages.size
    const cursor = to < items.length ? String(to) : ''
    const shown = items.slice(from, to).map(present)
    return granted(shown, { count: shown.length, per_page: pages.size, cursor })
  }
  const page = number('page') || 1
  const shown = items.slice((page - 1) * pages.size, page * pages.size).map(present)
  return granted(shown, {
    page,
    per_page: pages.size,
    count: shown.length,
    total_count: items.length,
    total_pages: Math.ceil(items.length / pages.size),
  })
}
