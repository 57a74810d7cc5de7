import { randomUUID } from 'node:crypto'
import type { Answer } from '../core/answer.ts'
import type { HostRequest } from '../core/router.ts'
import { refusal } from './state.ts'

/** How a registry authenticates, named after registries that do so. */
export type AccessKind = 'none' | 'basic' | 'github' | 'docker-hub' | 'gitea'

export interface AccessOptions {
  readonly kind: AccessKind
  /** Names and passwords of the users who may pull and push. */
  readonly users: Readonly<Record<string, string>>
  /** Whether anyone may pull. */
  readonly publicPull: boolean
}

interface Grant {
  readonly user: string | null
  readonly repositories: readonly string[]
}

/** Permissions, and the issued tokens. */
export interface Access {
  /** @throws AnswerError 401 with the registry's challenge, if the request is not allowed */
  require(request: HostRequest, repository: string | undefined): void
  /** Returns the answer of the token server. */
  grant(request: HostRequest): Answer
  /** Returns every token that it gave. */
  tokens(): readonly string[]
  /** Returns the user of a request, `anonymous` for a token without one, or null. */
  identify(request: HostRequest): string | null
}

/** @param addresses the addresses of the registry and the token server; called only when a request has arrived */
export function createAccess(
  { kind, users, publicPull }: AccessOptions,
  addresses: { readonly registry: () => string; readonly tokens: () => string },
): Access {
  const grants = new Map<string, Grant>()

  function challengeFor(repository: string | undefined, actions: string): string {
    const scope = repository === undefined ? '' : `,scope="repository:${repository}:${actions}"`
    switch (kind) {
      case 'github':
        return `Bearer realm="${addresses.registry()}/token",service="${hostOf(addresses.registry())}"${scope}`
      case 'docker-hub':
        return `Bearer realm="${addresses.tokens()}/token",service="${hostOf(addresses.registry())}"${scope}`
      case 'gitea':
        return `Bearer realm="${addresses.registry()}/v2/token",service="container_registry",scope="*", Basic realm="Gitea Container Registry"`
      default:
        return 'Basic realm="registry"'
    }
  }

  /** Returns the user by name and password; null without credentials, `undefined` for wrong ones. */
  function readBasic(authorization: string | undefined): string | null | undefined {
    if (authorization === undefined) return null
    if (!authorization.startsWith('Basic ')) return undefined
    const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString()
    const colon = pair.indexOf(':')
    const name = pair.slice(0, colon)
    return users[name] === pair.slice(colon + 1) && colon > 0 ? name : undefined
  }

  function grantOf({ headers: { authorization } }: HostRequest): Grant | undefined {
    if (authorization?.startsWith('Bearer ')) return grants.get(authorization.slice('Bearer '.length))
    if (kind !== 'basic' && kind !== 'gitea') return undefined
    const user = readBasic(authorization)
    return user ? { user, repositories: ['*'] } : undefined
  }

  return {
    require(request, repository) {
      if (kind === 'none') return
      const grant = grantOf(request)
      const reads = request.method === 'GET' || request.method === 'HEAD'
      const covered = grant?.repositories.some((name) => name === '*' || name === repository)
      const allowed =
        repository === undefined
          ? grant !== undefined
          : covered && (grant?.user !== null || (reads && publicPull))
      if (allowed || (kind === 'basic' && reads && publicPull)) return
      const challenge = challengeFor(repository, reads ? 'pull' : 'pull,push')
      throw refusal(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge })
    },
    grant({ headers, query }) {
      const user = readBasic(headers.authorization)
      if (user === undefined) throw refusal(401, 'UNAUTHORIZED', 'incorrect username or password')
      const token = randomUUID()
      const scopes = query.getAll('scope').flatMap((scope) => scope.split(' '))
      const repositories = scopes.map((scope) =>
        scope === '*' ? '*' : scope.split(':').slice(1, -1).join(':'),
      )
      grants.set(token, { user, repositories })
      const answers = {
        github: { token },
        'docker-hub': { token, access_token: token, expires_in: 300, issued_at: new Date().toISOString() },
      }
      return { status: 200, body: kind === 'docker-hub' ? answers['docker-hub'] : answers.github }
    },
    tokens: () => [...grants.keys()],
    identify(request) {
      const grant = grantOf(request)
      return grant === undefined ? null : (grant.user ?? 'anonymous')
    },
  }
}

function hostOf(url: string): string {
  return new URL(url).host
}
