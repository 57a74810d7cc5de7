import { randomUUID } from 'node:crypto'
import type { Host } from '../core/host.ts'
import { startHost } from '../core/host.ts'
import { smartHttpRoutes } from '../git/smart-http.ts'
import { startStorage } from '../releases/storage.ts'
import { allows, tokenValue } from './endpoint.ts'
import { notFound } from './problems.ts'
import { createRepository, type Repository, type RepositoryOptions } from './repository.ts'
import { accountEndpoints } from './routes/account.ts'
import { commentEndpoints } from './routes/comments.ts'
import { commitEndpoints } from './routes/commits.ts'
import { contentEndpoints } from './routes/contents.ts'
import { gitDataEndpoints } from './routes/git-data.ts'
import { labelEndpoints } from './routes/labels.ts'
import { pullEndpoints } from './routes/pulls.ts'
import { releaseAssetEndpoints } from './routes/release-assets.ts'
import { releaseEndpoints } from './routes/releases.ts'
import { tagEndpoints } from './routes/tags.ts'
import { createState, issueToken, type Permissions, type Rate, userOf } from './state.ts'

export interface GitHubOptions {
  /** The clock for all times that it writes. */
  readonly now?: () => Date
}

export interface TokenOptions {
  readonly permissions: Permissions
  /** Default: `github-actions[bot]`. */
  readonly actor?: string
  /** `job` (the default) never reads teams; `personal` changes the text of a refusal. */
  readonly kind?: 'job' | 'app' | 'personal'
  /** Its name in the request log; default: the actor. */
  readonly name?: string
}

/** A GitHub stand-in on loopback: its state, and the host that serves it. */
export interface GitHub {
  readonly url: string
  readonly host: Host
  /** The host of another origin that files of releases are downloaded from. */
  readonly storage: Host
  /** The options that point `runAction` here. */
  readonly forge: { readonly apiUrl: string; readonly serverUrl: string; readonly graphqlUrl: string }
  readonly rate: Rate
  createRepository(fullName: string, options?: RepositoryOptions): Promise<Repository>
  /** Issues a token and returns its secret. */
  token(options: TokenOptions): string
  addTeam(organization: string, slug: string, members: readonly string[]): void
  /** Sets the number of entries after which a recursive tree is truncated. */
  setTreeLimit(entries: number): void
  /** Sets how many times a pull request is read before its test merge exists; default: once. */
  setReadsUntilMerge(reads: number): void
  close(): Promise<void>
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const state = createState(options.now ?? (() => new Date()))
  const endpoints = [
    ...pullEndpoints,
    ...labelEndpoints,
    ...commentEndpoints,
    ...contentEndpoints,
    ...gitDataEndpoints,
    ...commitEndpoints,
    ...accountEndpoints,
    ...releaseAssetEndpoints,
    ...releaseEndpoints,
    ...tagEndpoints,
  ]
  const tokenOf = (authorization: string | undefined) => state.tokens.get(tokenValue(authorization) ?? '')
  const host = await startHost({
    routes: [
      ...endpoints.map((endpoint) => endpoint(state)),
      ...smartHttpRoutes({
        realm: 'GitHub',
        folderOf: (name) => state.repositories.get(name)?.store.folder,
        tokenOf: (password) => state.tokens.get(password),
        allows: (token, access) => allows(token, `contents:${access}`),
      }),
    ],
    notFound: () => notFound().answer,
    identify: (request) => tokenOf(request.headers.authorization)?.name ?? null,
    finish: (_, answer) => {
      const { limit, remaining, reset } = state.rate
      return {
        ...answer,
        headers: {
          'x-github-request-id': randomUUID(),
          'x-github-media-type': 'github.v3; format=json',
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(remaining),
          'x-ratelimit-used': String(limit - remaining),
          'x-ratelimit-reset': String(reset),
          'x-ratelimit-resource': 'core',
          ...answer.headers,
        },
      }
    },
  })
  state.url = host.url
  const assets = () =>
    [...state.repositories.values()].flatMap(({ releases }) => releases.all.flatMap((each) => each.assets))
  const storage = await startStorage((uuid) => assets().find((asset) => asset.uuid === uuid))
  state.storageUrl = storage.url

  return {
    url: host.url,
    host,
    storage,
    forge: { apiUrl: host.url, serverUrl: host.url, graphqlUrl: `${host.url}/graphql` },
    rate: state.rate,
    async createRepository(fullName, options) {
      const { repository, inner } = await createRepository(state, fullName, options)
      state.repositories.set(fullName.toLowerCase(), inner)
      return repository
    },
    token({ permissions, actor = 'github-actions[bot]', kind = 'job', name = actor }) {
      return issueToken(state, { name, actor, kind, permissions })
    },
    addTeam(organization, slug, members) {
      for (const login of members) userOf(state, login)
      const logins = new Set(members.map((login) => login.toLowerCase()))
      state.teams.set(`${organization}/${slug}`.toLowerCase(), logins)
    },
    setTreeLimit(entries) {
      state.treeLimit = entries
    },
    setReadsUntilMerge(reads) {
      state.readsUntilMerge = reads
    },
    async close() {
      await Promise.all([host.close(), storage.close()])
      await Promise.all([...state.repositories.values()].map(({ store }) => store.close()))
    },
  }
}
