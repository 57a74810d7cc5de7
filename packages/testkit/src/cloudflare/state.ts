import { randomUUID } from 'node:crypto'

/** An entry in the `env` of a version: `name`, `type`, and what Cloudflare stores for that type. */
export interface StoredBinding {
  readonly name: string
  readonly type: string
  /** The value of `plain_text` and `secret_text`. */
  readonly text?: string
  readonly json?: unknown
  readonly namespace_id?: string
  readonly [more: string]: unknown
}

/** One file of an upload. */
export interface StoredModule {
  readonly name: string
  /** For example `application/javascript+module`. */
  readonly type: string
  readonly bytes: Buffer
}

export interface StoredVersion {
  readonly id: string
  /** Counts from 1 for each Worker. */
  readonly number: number
  readonly createdAt: string
  /** `wrangler`, `api` or `dash`. */
  readonly source: string
  readonly annotations: Readonly<Record<string, string>>
  /** As it was uploaded. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly mainModule: string
  readonly modules: readonly StoredModule[]
  /** The bindings that the code sees: those of the upload, with the inherited ones filled in. */
  readonly bindings: readonly StoredBinding[]
}

export interface StoredDeployment {
  readonly id: string
  readonly createdAt: string
  readonly source: string
  readonly versions: readonly { readonly versionId: string; readonly percentage: number }[]
  readonly annotations: Readonly<Record<string, string>>
  /** Whether the request had `?force=true`. */
  readonly forced: boolean
}

export interface WorkerState {
  readonly name: string
  /** The id of the Worker itself, the same for all its versions. */
  readonly tag: string
  /** Newest first. */
  readonly versions: StoredVersion[]
  /** Newest first; the first one is in effect. */
  readonly deployments: StoredDeployment[]
  /** `dash` after an edit in the dashboard. */
  lastDeployedFrom: string
  readonly subdomain: { enabled: boolean; previews_enabled: boolean }
  schedules: readonly { readonly cron: string }[]
  /** The tag of the last migration of Durable Objects. */
  migrationTag: string | undefined
  /** Settings that belong to no version: tags, observability, logpush. */
  scriptSettings: Record<string, unknown>
}

export interface RouteState {
  readonly id: string
  readonly zoneId: string
  readonly pattern: string
  /** `undefined`: the route disables Workers. */
  readonly script: string | undefined
}

export interface DomainState {
  readonly id: string
  readonly hostname: string
  service: string
  readonly environment: string
  readonly zoneId: string
  readonly zoneName: string
}

/** What a request to add custom domains to a Worker did to one of them. */
export interface DomainChange {
  readonly hostname: string
  readonly worker: string
  /** The Worker that lost the domain. */
  readonly takenFrom?: string
  readonly overrides: { readonly scope: boolean; readonly origin: boolean; readonly dnsRecord: boolean }
}

export interface ZoneState {
  readonly id: string
  readonly name: string
  readonly accountId: string
  /** Host names with a DNS record that belongs to no Worker. */
  readonly records: Set<string>
}

export interface StoredValue {
  readonly value: string
  /** In seconds, as requested. */
  readonly expirationTtl: number | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
}

export interface AccountState {
  readonly id: string
  readonly name: string
  /** `undefined`: the account has no workers.dev subdomain. */
  readonly subdomain: string | undefined
  readonly workers: Map<string, WorkerState>
  readonly domains: DomainState[]
  readonly domainChanges: DomainChange[]
  /** Values by key, by the id of their namespace. */
  readonly namespaces: Map<string, Map<string, StoredValue>>
}

export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: ReadonlySet<Scope>
  /** The accounts that the token reaches. */
  readonly accounts: ReadonlySet<string>
  /** The ids of the zones that the token reaches; `undefined`: all of its accounts. */
  readonly zones: ReadonlySet<string> | undefined
  readonly status: 'active' | 'disabled' | 'expired'
  readonly expiresAt: string | undefined
  readonly owner: 'user' | 'account'
}

/** The scopes of a token; `edit` includes `read`. */
export const everyScope = [
  'scripts:read',
  'scripts:edit',
  'kv:read',
  'kv:edit',
  'routes:read',
  'routes:edit',
  'zones:read',
  'account:read',
  'user:read',
  'memberships:read',
] as const
export type Scope = (typeof everyScope)[number]

export type DeploymentListener = (worker: WorkerState, account: AccountState) => unknown

export interface State {
  readonly now: () => Date
  /** How lists are split into pages; `undefined`: not at all. */
  readonly pages: { readonly size: number; readonly by: 'number' | 'cursor' } | undefined
  readonly accounts: Map<string, AccountState>
  readonly zones: ZoneState[]
  readonly routes: RouteState[]
  readonly tokens: Map<string, Token>
  readonly listeners: Set<DeploymentListener>
}

/** Returns 32 random hexadecimal digits. */
export function createId(): string {
  return randomUUID().replaceAll('-', '')
}

export function createWorkerState(name: string): WorkerState {
  return {
    name,
    tag: createId(),
    versions: [],
    deployments: [],
    lastDeployedFrom: 'wrangler',
    subdomain: { enabled: false, previews_enabled: false },
    schedules: [],
    migrationTag: undefined,
    scriptSettings: { logpush: false, tail_consumers: null, observability: null, tags: [] },
  }
}
