/** A route as it is written in the configuration. */
export interface ConfiguredRoute {
  /** Such as `api.example.com/*`; the host alone for a custom domain. */
  readonly pattern: string
  readonly customDomain: boolean
  readonly zoneName: string | undefined
  readonly zoneId: string | undefined
}

/** What a configuration sets on the platform apart from the version and its routes. */
export interface PlatformSettings {
  /** Cron expressions; undefined means that wrangler leaves the schedules as they are. */
  readonly schedules: readonly string[] | undefined
  /** Whether the Worker answers on workers.dev. */
  readonly workersDev: boolean
  /** Whether versions have addresses of their own; undefined means that the platform decides. */
  readonly previewUrls: boolean | undefined
  /** What wrangler also sends and this action does not read back, in words. */
  readonly unverified: readonly string[]
}

/** What wrangler's configuration says about one environment. */
export interface Configuration {
  /** The name of the Worker in this environment. */
  readonly worker: string
  /** The name of the environment; undefined means the top level. */
  readonly environment: string | undefined
  /** Names of the environments that can be chosen; empty if a build tool has chosen one. */
  readonly choices: readonly string[]
  readonly accountId: string | undefined
  readonly routes: readonly ConfiguredRoute[]
  /** Names that the code finds in its `env`. */
  readonly bindings: readonly string[]
  readonly requiredSecrets: readonly string[]
  readonly settings: PlatformSettings
  /** Values of variables, which are never shown. */
  readonly confidential: readonly string[]
  /** Whether the project has a build command, which runs before the bundle is made. */
  readonly hasBuild: boolean
  /** The Worker and the custom domains of the top level, which an environment is compared with. */
  readonly topLevel: { readonly worker: string | undefined; readonly customDomains: readonly string[] }
}
