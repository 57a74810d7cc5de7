/** A route as the configuration writes it. */
export interface ConfiguredRoute {
  /** Such as `api.example.com/*`; of a custom domain the host alone. */
  readonly pattern: string
  readonly customDomain: boolean
  readonly zoneName: string | undefined
  readonly zoneId: string | undefined
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
  /** Values of variables: not to be shown. */
  readonly confidential: readonly string[]
  /** Whether a command of the project runs before the bundle is made. */
  readonly hasBuild: boolean
  /** The Worker and the custom domains of the top level, to compare with. */
  readonly topLevel: { readonly worker: string | undefined; readonly customDomains: readonly string[] }
}
