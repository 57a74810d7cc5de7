import type { Host } from '../core/host.ts'
import { startHost } from '../core/host.ts'
import type { LogEntry } from '../core/request-log.ts'
import { deploy } from './deploy.ts'
import { refusal } from './envelope.ts'
import { accountEndpoints } from './routes/account.ts'
import { addRoute, addressEndpoints, findZone } from './routes/addresses.ts'
import { createDomain, domainEndpoints } from './routes/domains.ts'
import { keyValueEndpoints } from './routes/key-values.ts'
import { scriptEndpoints } from './routes/scripts.ts'
import { versionEndpoints } from './routes/versions.ts'
import { uploadOf, type WorkerOptions } from './seed.ts'
import {
  type AccountState,
  createId,
  createWorkerState,
  type DeploymentListener,
  type DomainChange,
  type DomainState,
  type State,
  type StoredValue,
  type WorkerState,
  type ZoneState,
} from './state.ts'
import { issueToken, readBearer, type TokenOptions } from './tokens.ts'
import { addVersion } from './upload.ts'

export interface CloudflareOptions {
  /** The accounts; the first one is the default. */
  readonly accounts?: readonly { readonly id: string; readonly name: string; readonly subdomain?: string }[]
  /** The clock for all times that it writes. */
  readonly now?: () => Date
  /** Splits lists into pages, by number or by cursor; without it lists are whole. */
  readonly pages?: { readonly size: number; readonly by?: 'number' | 'cursor' }
}

/** A Cloudflare stand-in on loopback: its state, and the host that serves it. */
export interface Cloudflare {
  /** For `CLOUDFLARE_API_BASE_URL`, with `/client/v4` at the end. */
  readonly url: string
  readonly host: Host
  /** The id of the first account. */
  readonly accountId: string
  readonly now: () => Date
  /** Every request, in order of arrival. */
  readonly log: readonly LogEntry[]
  /** `METHOD path` of the requests without a route; a test asserts that the list is empty. */
  readonly unrouted: readonly string[]
  account(id?: string): AccountState
  /**
   * Returns a Worker of an account, by default the first one.
   * @throws Error if there is no such Worker
   */
  worker(name: string, accountId?: string): WorkerState
  /** Routes of all zones: the pattern, and the Worker that serves it. */
  readonly routes: State['routes']
  /** Custom domains of all accounts. */
  readonly domains: readonly DomainState[]
  /** What requests did to custom domains, in order. */
  readonly domainChanges: readonly DomainChange[]
  /**
   * Returns the values of a namespace.
   * @throws Error if there is no such namespace
   */
  kv(namespace: string, accountId?: string): ReadonlyMap<string, StoredValue>
  /** Issues a token and returns its secret. */
  token(options?: TokenOptions): string
  addZone(name: string, accountId?: string): ZoneState
  /** Adds a route to the zone of its host. */
  addRoute(pattern: string, worker?: string): void
  addDomain(hostname: string, worker: string, accountId?: string): void
  /** Adds a DNS record that belongs to no Worker, to the zone of its host. */
  addRecord(hostname: string): void
  /** Adds a namespace and returns its id. */
  addNamespace(id?: string, accountId?: string): string
  /**
   * Uploads a version, creates the Worker if needed, and deploys the version to 100 %. Returns the id of the version.
   */
  addVersion(worker: string, options?: WorkerOptions, accountId?: string): Promise<string>
  /** Deploys as another person would. */
  deploy(worker: string, shares: Readonly<Record<string, number>>, source?: string): Promise<void>
  /**
   * Calls a listener for each deployment, before its request is answered. Returns a function that removes the
   * listener.
   */
  onDeployment(listener: DeploymentListener): () => void
  close(): Promise<void>
}

const publicAccount = { id: '0123456789abcdef0123456789abcdef', name: 'acme', subdomain: 'acme' }

export async function startCloudflare(options: CloudflareOptions = {}): Promise<Cloudflare> {
  const state = createState(options)
  const endpoints = [
    ...accountEndpoints,
    ...scriptEndpoints,
    ...versionEndpoints,
    ...addressEndpoints,
    ...domainEndpoints,
    ...keyValueEndpoints,
  ]
  const host = await startHost({
    routes: endpoints.map((endpoint) => endpoint(state)),
    notFound: ({ method, path }) =>
      refusal(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid? (${method})`)
        .answer,
    identify: ({ headers }) => state.tokens.get(readBearer(headers.authorization) ?? '')?.name ?? null,
    finish: ({ index }, answer) => ({ ...answer, headers: { 'cf-ray': `${index}-TEST`, ...answer.headers } }),
  })
  const [accountId = ''] = state.accounts.keys()
  const account = (id = accountId) => known(state.accounts.get(id), `account ${id}`)

  return {
    url: `${host.url}/client/v4`,
    host,
    accountId,
    now: state.now,
    log: host.log,
    get unrouted() {
      return host.log.filter(({ route }) => route === null).map(({ method, path }) => `${method} ${path}`)
    },
    account,
    worker: (name, id) => known(account(id).workers.get(name), `Worker ${name}`),
    routes: state.routes,
    get domains() {
      return [...state.accounts.values()].flatMap(({ domains }) => domains)
    },
    get domainChanges() {
      return [...state.accounts.values()].flatMap(({ domainChanges }) => domainChanges)
    },
    kv: (namespace, id) => known(account(id).namespaces.get(namespace), `namespace ${namespace}`),
    token: (wanted) => issueToken(state, wanted),
    addZone(name, id = accountId) {
      const zone = { id: createId(), name, accountId: id, records: new Set<string>() }
      state.zones.push(zone)
      return zone
    },
    addRoute(pattern, worker) {
      const [host = ''] = pattern.split('/')
      addRoute(state, known(findZone(state.zones, host), `zone of ${host}`), pattern, worker)
    },
    addDomain(hostname, worker, id) {
      const zone = known(findZone(state.zones, hostname), `zone of ${hostname}`)
      account(id).domains.push(createDomain(hostname, worker, zone))
    },
    addRecord(hostname) {
      known(findZone(state.zones, hostname), `zone of ${hostname}`).records.add(hostname)
    },
    addNamespace(namespace = createId(), id) {
      account(id).namespaces.set(namespace, new Map())
      return namespace
    },
    async addVersion(name, wanted = {}, id) {
      const { workers } = account(id)
      const worker = workers.get(name) ?? createWorkerState(name)
      workers.set(name, worker)
      const { source = 'wrangler' } = wanted
      const version = addVersion(state, worker, uploadOf(wanted), { source })
      if (wanted.deployed !== false) {
        const shares = [{ versionId: version.id, percentage: 100 }]
        await deploy(state, account(id), worker, shares, { source })
      }
      return version.id
    },
    async deploy(name, shares, source = 'api') {
      const worker = known(account().workers.get(name), `Worker ${name}`)
      const versions = Object.entries(shares).map(([versionId, percentage]) => ({ versionId, percentage }))
      await deploy(state, account(), worker, versions, { source })
    },
    onDeployment(listener) {
      state.listeners.add(listener)
      return () => state.listeners.delete(listener)
    },
    close: () => host.close(),
  }
}

function createState({ accounts = [publicAccount], now, pages }: CloudflareOptions): State {
  return {
    now: now ?? (() => new Date()),
    pages: pages && { by: 'number', ...pages },
    accounts: new Map(
      accounts.map(({ id, name, subdomain }) => [
        id,
        { id, name, subdomain, workers: new Map(), domains: [], domainChanges: [], namespaces: new Map() },
      ]),
    ),
    zones: [],
    routes: [],
    tokens: new Map(),
    listeners: new Set(),
  }
}

function known<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`the stand-in has no ${what}`)
  return thing
}
