import type { Route } from '../../core/router.ts'
import { route } from '../../core/router.ts'
import { type Endpoint, endpoint, listed } from '../endpoint.ts'
import { forbidden, granted, outOfReach, refusal } from '../envelope.ts'
import { accountJson } from '../present.ts'
import type { Scope, State, Token } from '../state.ts'
import { findToken } from '../tokens.ts'

/** Who the caller is. */
export const accountEndpoints: readonly Endpoint[] = [
  (state) => verifying(state, '/user/tokens/verify', 'user'),
  (state) => verifying(state, '/accounts/:account/tokens/verify', 'account'),

  endpoint('GET', '/user', undefined, ({ token }) => {
    if (!has(token, 'user:read')) throw outOfReach()
    return granted({ id: 'f0'.repeat(16), email: 'ci@example.test' })
  }),

  endpoint('GET', '/accounts', 'account:read', (call) => listed(call, accountsOf(call), accountJson)),

  endpoint('GET', '/memberships', 'memberships:read', (call) =>
    listed(call, accountsOf(call), (account) => ({
      id: account.id,
      status: 'accepted',
      account: accountJson(account),
    })),
  ),
]

/** Returns a route that verifies a token. Only the endpoint of its owner knows the token, whatever its state. */
function verifying(state: State, pattern: string, owner: Token['owner']): Route {
  return route('GET', `/client/v4${pattern}`, (request) => {
    const token = findToken(state, request.headers.authorization)
    if (token?.owner !== owner) throw refusal(401, 1000, 'Invalid API Token')
    const { account } = request.params as Readonly<Record<string, string>>
    if (account !== undefined && !token.accounts.has(account)) throw forbidden()
    const { id, status, expiresAt } = token
    return granted({ id, status, ...(expiresAt === undefined ? {} : { expires_on: expiresAt }) })
  })
}

function has(token: Token, scope: Scope): boolean {
  return token.scopes.has(scope)
}

function accountsOf({ state, token }: { readonly state: State; readonly token: Token }) {
  return [...state.accounts.values()].filter(({ id }) => token.accounts.has(id))
}
