/** A route as the configuration writes it. */
export interface ConfiguredRoute {
  /** Such as `api.example.com/*`; of a custom domain the host alone. */
  readonly pattern: string
  readonly customDomain: boolean
  readonly zoneName: string | undefined
  readonly zoneId: string | undefined
}

/** What a configuration asks of the platform besides the version and its routes. */
export interface Asked {
  /** Cron expressions; undefined: wrangler leaves the schedules as they are. */
  readonly schedules: readonly string[] | undefined
  /** Whether the Worker answers on workers.dev. */
  readonly workersDev: boolean
  /** Whether versions have addresses of their own; undefined: the platform decides. */
  readonly previewUrls: boolean | undefined
  /** What wrangler also sends and this action does not read back, in words. */
  readonly unjudged: readonly string[]
}

/** What wrangler's configuration says about one environment. */
export interface Configuration {
  /** The name of the Worker in this environment. */
  readonly worker: string
  /** The environment for wrangler: `undefined` for what stands outside of all. */
  readonly environment: string | undefined
  /** Names of the environments that wrangler can be told to take; none where a build tool has taken one. */
  readonly choices: readonly string[]
  readonly accountId: string | undefined
  readonly routes: readonly ConfiguredRoute[]
  /** Names that the code finds in its `env`. */
  readonly bindings: readonly string[]
  readonly requiredSecrets: readonly string[]
  readonly asked: Asked
  /** Values of variables: not to be shown. */
  readonly confidential: readonly string[]
  /** Whether a command of the project runs before the bundle is made. */
  readonly hasBuild: boolean
  /** The Worker and the custom domains of the top level, to compare with. */
  readonly topLevel: { readonly worker: string | undefined; readonly customDomains: readonly string[] }
}
