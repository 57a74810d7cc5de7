/** The address, the token and the account for Cloudflare's API. */
export interface CloudflareAccess {
  /** 32 hexadecimal digits. */
  readonly accountId: string
  readonly token: string
  /** With `/client/v4` at its end; undefined means the public API. */
  readonly baseUrl?: string
}

/** A token as Cloudflare sees it. Only an `active` one is accepted. */
export interface TokenState {
  readonly id: string
  /** `active`, `disabled` or `expired`. */
  readonly status: string
  /** ISO 8601; missing if it never expires. */
  readonly expiresAt?: string
}

/** The share of the requests that a version gets. */
export interface Share {
  readonly versionId: string
  /** From 0 to 100. A version at 0 % answers only requests that name it. */
  readonly percentage: number
}

export interface Deployment {
  readonly id: string
  /** ISO 8601. */
  readonly createdAt: string
  /** The client that made it, such as `wrangler`, `dash` or `api`. */
  readonly source: string
  /** At least one. */
  readonly versions: readonly Share[]
  readonly message?: string
  /** An e-mail address. */
  readonly author?: string
}

/** A version as a list shows it: without its bindings. */
export interface ListedVersion {
  readonly id: string
  readonly number?: number
  readonly tag?: string
  readonly message?: string
  /** ISO 8601. */
  readonly createdAt?: string
}

/** A name in the `env` of the code. */
export interface Binding {
  readonly name: string
  /** Cloudflare's word for it, such as `kv_namespace`, `plain_text`, `secret_text` or `ai`. */
  readonly type: string
}

export interface Version extends ListedVersion {
  readonly bindings: readonly Binding[]
}

export interface Zone {
  readonly id: string
  readonly name: string
}

export interface Route {
  readonly id: string
  /** Such as `api.example.com/*`. */
  readonly pattern: string
  /** Missing if the route switches Workers off. */
  readonly worker?: string
}

/** A custom domain. */
export interface Domain {
  readonly id: string
  readonly hostname: string
  readonly worker: string
  readonly environment?: string
  readonly zoneId?: string
  readonly zoneName?: string
}

/** A custom domain that a configuration asks for. */
export interface WantedDomain {
  readonly hostname: string
  readonly zoneId?: string | undefined
  readonly zoneName?: string | undefined
}

/** How a Worker is reached on `workers.dev`. */
export interface Subdomain {
  readonly enabled: boolean
  readonly previewsEnabled: boolean
  /** The account's own part: `<worker>.<account>.workers.dev`; missing if none is registered. */
  readonly account?: string
}

/** Values of Workers KV. Reads may lag behind writes by a minute, because the store is eventually consistent. */
export interface KeyValues {
  /** @param options `expirationTtl` in seconds; Cloudflare accepts none below 60 */
  put(
    namespace: string,
    key: string,
    value: string,
    options: { readonly expirationTtl: number },
  ): Promise<void>
  /** Returns undefined if there is no such key. */
  get(namespace: string, key: string): Promise<string | undefined>
  /** Succeeds also if there is no such key. */
  delete(namespace: string, key: string): Promise<void>
}

/**
 * The part of Cloudflare's API that a deploy and its probes need. A list is complete, or an error.
 *
 * Every call may throw
 * - UsageError `input-invalid` for a name that cannot stand in an address
 * - OutsideError `token-invalid` for a token that Cloudflare does not accept
 * - OutsideError `permission-missing`, which names the scope that the call needs
 * - OutsideError `list-incomplete` for a list that is shorter than its own count
 * - OutsideError for every other refusal, and for an answer of another shape
 * - HttpError of the transport
 *
 * An error of `createDeployment` has `ambiguous: true` if it may have been carried out: it is never sent twice, and the
 * caller has to read back. A put or delete in KV is sent again, because twice has the same effect as once.
 */
export interface Cloudflare {
  /** Works for tokens of a user and of an account, and needs no scope. */
  verifyToken(): Promise<TokenState>
  /** Returns deployments, newest first: the first one is in effect. Undefined if the account has no such Worker. */
  readDeployments(worker: string): Promise<readonly Deployment[] | undefined>
  /** Returns undefined if there is no such version, or no such Worker. */
  readVersion(worker: string, id: string): Promise<Version | undefined>
  /** Returns the versions that can be deployed, newest first; an empty list if the account has no such Worker. */
  listVersions(worker: string): Promise<readonly ListedVersion[]>
  /** @param versions at most two, with 100 % together */
  createDeployment(worker: string, versions: readonly Share[], message?: string): Promise<Deployment>
  /** Returns only the names; undefined if the account has no such Worker. */
  listSecrets(worker: string): Promise<readonly string[] | undefined>
  /** Returns the zone of the account that a host belongs to: the one with the longest name. */
  findZone(host: string): Promise<Zone | undefined>
  listRoutes(zoneId: string): Promise<readonly Route[]>
  /**
   * Returns the patterns of every route to a Worker, in any zone; an empty list if the account has no such Worker.
   * Undefined if Cloudflare does not answer: wrangler sends the same request, and no document promises the answer.
   */
  listWorkerRoutes(worker: string): Promise<readonly string[] | undefined>
  /** Returns every custom domain of the account, for any Worker. */
  listDomains(): Promise<readonly Domain[]>
  /**
   * Returns the custom domains with a DNS record that belongs to no Worker, and that a deploy would replace. Undefined
   * if the account has no such Worker, because Cloudflare then does not answer.
   */
  findDnsConflicts(worker: string, domains: readonly WantedDomain[]): Promise<readonly string[] | undefined>
  /** Returns undefined if the account has no such Worker. */
  readSubdomain(worker: string): Promise<Subdomain | undefined>
  /** Returns the cron expressions as they are stored; undefined if the account has no such Worker. */
  listSchedules(worker: string): Promise<readonly string[] | undefined>
  readonly kv: KeyValues
}
