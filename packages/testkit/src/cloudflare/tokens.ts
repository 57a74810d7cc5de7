import { refusal } from './envelope.ts'
import { createId, everyScope, type Scope, type State, type Token, type ZoneState } from './state.ts'

export interface TokenOptions {
  /** Default: everything. `edit` includes `read`. */
  readonly scopes?: readonly Scope[]
  /** Ids of the accounts that the token reaches; default: all. */
  readonly accounts?: readonly string[]
  /** Names of the zones that the token reaches; default: all. */
  readonly zones?: readonly string[]
  readonly status?: 'active' | 'disabled' | 'expired'
  /** ISO 8601. */
  readonly expiresAt?: string
  /** Who owns the token, and so which `tokens/verify` knows it; default: the user. */
  readonly owner?: 'user' | 'account'
  /** Its name in the request log. */
  readonly name?: string
}

/** Creates a token and returns its secret. */
export function issueToken(state: State, options: TokenOptions = {}): string {
  const secret = `cf-${createId()}`
  const { zones } = options
  state.tokens.set(secret, {
    id: createId(),
    name: options.name ?? 'token',
    scopes: new Set(options.scopes ?? everyScope),
    accounts: new Set(options.accounts ?? state.accounts.keys()),
    zones: zones && new Set(state.zones.filter(({ name }) => zones.includes(name)).map(({ id }) => id)),
    status: options.status ?? 'active',
    expiresAt: options.expiresAt,
    owner: options.owner ?? 'user',
  })
  return secret
}

/**
 * Returns the token of an Authorization header; undefined if the token is unknown.
 *
 * @throws AnswerError for a missing header, or one that cannot be a token
 */
export function findToken(state: State, authorization: string | undefined): Token | undefined {
  if (authorization === undefined)
    throw refusal(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers')
  const secret = readBearer(authorization)
  if (secret === undefined) throw refusal(400, 6003, 'Invalid request headers')
  return state.tokens.get(secret)
}

export function readBearer(authorization: string | undefined): string | undefined {
  return /^bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1]
}

export function allows(token: Token, scope: Scope): boolean {
  const edit = scope.replace(/:read$/, ':edit') as Scope
  return token.scopes.has(scope) || token.scopes.has(edit)
}

export function reaches(token: Token, zone: ZoneState): boolean {
  return token.accounts.has(zone.accountId) && (token.zones?.has(zone.id) ?? true)
}
