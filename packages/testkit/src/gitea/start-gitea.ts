import { type Host, startHost } from '../core/host.ts'
import type { RunOn } from '../core/runner-environment.ts'
import { smartHttpRoutes } from '../git/smart-http.ts'
import { startStorage } from '../releases/storage.ts'
import { allows, notFound, tokenValue } from './endpoint.ts'
import { createLabel, type LabelFields } from './labels.ts'
import { createRepository, type GiteaRepository } from './repository.ts'
import { accountEndpoints } from './routes/account.ts'
import { commentEndpoints } from './routes/comments.ts'
import { contentEndpoints } from './routes/contents.ts'
import { gitDataEndpoints } from './routes/git-data.ts'
import { labelEndpoints } from './routes/labels.ts'
import { pullEndpoints } from './routes/pulls.ts'
import { releaseAssetEndpoints } from './routes/release-assets.ts'
import { releaseEndpoints } from './routes/releases.ts'
import { tagEndpoints } from './routes/tags.ts'
import { runnerVariables } from './runner-variables.ts'
import { actionsUser, issueToken, type Organization, type State, type Token } from './state.ts'

export interface GiteaOptions {
  /** Default: 1.26, the first version that enforces a token's permissions. */
  readonly version?: '1.25' | '1.26'
  /** The clock for all times that it writes. */
  readonly now?: () => Date
}

export interface GiteaTokenOptions {
  readonly permissions: Token['permissions']
  /** Whether the run is for a pull request from a fork; its token then only reads, whatever `permissions:` says. */
  readonly forFork?: boolean
  /** `personal`: an access token of the actor, which must then be given. */
  readonly kind?: Token['kind']
  /** Default: `gitea-actions`. */
  readonly actor?: string
}

/** A Gitea stand-in on loopback: its state, and the host that serves its API under `/api/v1`, and git. */
export interface Gitea {
  readonly url: string
  readonly host: Host
  /** The host of another origin that files of releases are downloaded from, if a repository redirects to it. */
  readonly storage: Host
  /** The options that point `runAction` here, with what Gitea's runner sets. */
  readonly forge: RunOn['forge']
  createRepository(fullName: string, options?: { readonly defaultBranch?: string }): Promise<GiteaRepository>
  /** Issues a token and returns its secret. */
  token(options: GiteaTokenOptions): string
  /** Makes an owner an organization. */
  addOrganization(name: string): void
  addOrganizationLabel(organization: string, fields: LabelFields): void
  addTeam(organization: string, name: string, members: readonly string[]): void
  /** Sets the maximum number of items of a page (`[api] MAX_RESPONSE_ITEMS`, 50). */
  setMaxResponseItems(most: number): void
  /** Sets the maximum number of entries of a page of a tree (1000). */
  setTreesPerPage(most: number): void
  close(): Promise<void>
}

export async function startGitea({
  version = '1.26',
  now = () => new Date(),
}: GiteaOptions = {}): Promise<Gitea> {
  let lastId = 1000
  const state: State = {
    url: '',
    storageUrl: '',
    now,
    nextId: () => ++lastId,
    permissionsHold: version !== '1.25',
    maxResponseItems: 50,
    treesPerPage: 1000,
    users: new Map(),
    organizations: new Map(),
    tokens: new Map(),
    repositories: new Map(),
  }
  const endpoints = [
    ...pullEndpoints,
    ...labelEndpoints,
    ...commentEndpoints,
    ...contentEndpoints,
    ...gitDataEndpoints,
    ...accountEndpoints,
    ...releaseAssetEndpoints,
    ...releaseEndpoints,
    ...tagEndpoints,
  ]
  const host = await startHost({
    routes: [
      ...endpoints.map((endpoint) => endpoint(state)),
      ...smartHttpRoutes({
        realm: 'Gitea',
        folderOf: (name) => state.repositories.get(name)?.store.folder,
        tokenOf: (password) => state.tokens.get(password),
        allows: (token, access) => allows(state, token, 'contents', access),
      }),
    ],
    notFound: () => notFound().answer,
    identify: ({ headers }) => state.tokens.get(tokenValue(headers.authorization) ?? '')?.name ?? null,
  })
  state.url = host.url
  const assets = () =>
    [...state.repositories.values()].flatMap(({ releases }) => releases.all.flatMap((each) => each.assets))
  const storage = await startStorage((uuid) => assets().find((asset) => asset.uuid === uuid))
  state.storageUrl = storage.url

  const organizationOf = (name: string): Organization => {
    const known = state.organizations.get(name.toLowerCase()) ?? { labels: [], teams: [] }
    state.organizations.set(name.toLowerCase(), known)
    return known
  }

  return {
    url: host.url,
    host,
    storage,
    forge: {
      apiUrl: `${host.url}/api/v1`,
      serverUrl: host.url,
      graphqlUrl: '',
      variables: runnerVariables,
    },
    async createRepository(fullName, { defaultBranch } = {}) {
      const { repository, inner } = await createRepository(state, fullName, defaultBranch)
      state.repositories.set(fullName.toLowerCase(), inner)
      return repository
    },
    token({ permissions, forFork = false, kind = 'job', actor = actionsUser.login }) {
      const granted = Object.keys(permissions).map((unit) => [unit, 'read'] as const)
      return issueToken(state, {
        name: actor,
        actor,
        kind,
        permissions: forFork ? Object.fromEntries(granted) : permissions,
      })
    },
    addOrganization: (name) => void organizationOf(name),
    addOrganizationLabel(organization, fields) {
      createLabel(state, organizationOf(organization).labels, { color: 'ededed', ...fields }, true)
    },
    addTeam(organization, name, members) {
      organizationOf(organization).teams.push({ id: state.nextId(), name, members })
    },
    setMaxResponseItems(most) {
      state.maxResponseItems = most
    },
    setTreesPerPage(most) {
      state.treesPerPage = most
    },
    async close() {
      await Promise.all([host.close(), storage.close()])
      await Promise.all([...state.repositories.values()].map(({ store }) => store.close()))
    },
  }
}
