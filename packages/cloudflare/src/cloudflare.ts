/** Where Cloudflare is asked, as whom, and for which account. */
export interface CloudflareAccess {
  /** 32 hexadecimal digits. */
  readonly accountId: string
  readonly token: string
  /** With `/client/v4` at its end; the public API where it is left out. */
  readonly baseUrl?: string
}

/** A token as Cloudflare sees it. One that is not `active` may do nothing. */
export interface TokenState {
  readonly id: string
  /** `active`, `disabled` or `expired`. */
  readonly status: string
  /** ISO 8601; missing where it never expires. */
  readonly expiresAt?: string
}

/** What share of the requests a version gets. */
export interface Share {
  readonly versionId: string
  /** From 0 to 100. A version at 0 % answers only requests that name it. */
  readonly percentage: number
}

export interface Deployment {
  readonly id: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Who made it, such as `wrangler`, `dash` or `api`. */
  readonly source: string
  /** At least one. */
  readonly versions: readonly Share[]
  readonly message?: string
  /** An address of e-mail. */
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

/** A name that the code finds in its `env`. */
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
  /** Missing where the route switches Workers off. */
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
  /** The account's own part: `<worker>.<account>.workers.dev`; missing where none is registered. */
  readonly account?: string
}

/** Values of Workers KV. Reads may lag behind writes by a minute, since the store is eventually consistent. */
export interface KeyValues {
  /** @param options `expirationTtl` in seconds; Cloudflare takes none below 60 */
  put(
    namespace: string,
    key: string,
    value: string,
    options: { readonly expirationTtl: number },
  ): Promise<void>
  /** `undefined` where there is no such key. */
  get(namespace: string, key: string): Promise<string | undefined>
  /** It is no error where there is no such key. */
  delete(namespace: string, key: string): Promise<void>
}

/**
 * Cloudflare's API, as far as a deploy and its probes need it. Lists are whole or an error.
 *
 * Every call may throw
 * - UsageError `input-invalid` for a name that has no place in an address
 * - OutsideError `token-invalid` for a token that Cloudflare does not take
 * - OutsideError `permission-missing`, which names the scope that the call needs
 * - OutsideError `list-incomplete` for a list that ends before its own count
 * - OutsideError for every other refusal, and for an answer of another shape
 * - HttpError of the transport
 *
 * An error of `createDeployment` has `ambiguous: true` where it may have been carried out: it is never sent twice, and
 * the caller has to read back. What is put into KV or deleted there is sent again, since twice is as good as once.
 */
export interface Cloudflare {
  /** Works for tokens of a user and of an account, and needs no scope. */
  verifyToken(): Promise<TokenState>
  /** The newest first, which is the one in effect; `undefined` where the account has no such Worker. */
  readDeployments(worker: string): Promise<readonly Deployment[] | undefined>
  /** `undefined` where there is no such version, or no such Worker. */
  readVersion(worker: string, id: string): Promise<Version | undefined>
  /** Those that can be deployed, the newest first; none where the account has no such Worker. */
  listVersions(worker: string): Promise<readonly ListedVersion[]>
  /** @param versions at most two, of 100 % together */
  createDeployment(worker: string, versions: readonly Share[], message?: string): Promise<Deployment>
  /** The names alone; `undefined` where the account has no such Worker. */
  listSecrets(worker: string): Promise<readonly string[] | undefined>
  /** The zone of the account that a host belongs to: that of the longest name. */
  findZone(host: string): Promise<Zone | undefined>
  listRoutes(zoneId: string): Promise<readonly Route[]>
  /**
   * The patterns of every route to a Worker, in whatever zone; none where the account has no such Worker. `undefined`
   * where Cloudflare does not tell: wrangler asks the same way, and no document promises the answer.
   */
  listWorkerRoutes(worker: string): Promise<readonly string[] | undefined>
  /** Every custom domain of the account, whichever Worker it leads to. */
  listDomains(): Promise<readonly Domain[]>
  /**
   * Those of the custom domains that have a DNS record which belongs to no Worker, and which a deploy would replace.
   * `undefined` where the account has no such Worker: Cloudflare then does not tell.
   */
  findDnsConflicts(worker: string, domains: readonly WantedDomain[]): Promise<readonly string[] | undefined>
  /** `undefined` where the account has no such Worker. */
  readSubdomain(worker: string): Promise<Subdomain | undefined>
  /** The cron expressions as they are kept; `undefined` where the account has no such Worker. */
  listSchedules(worker: string): Promise<readonly string[] | undefined>
  readonly kv: KeyValues
}
