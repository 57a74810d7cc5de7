import type { Deployment, Version } from '@suite/cloudflare'
import type { Configuration } from './configuration/configuration.ts'
import type { Order } from './order.ts'
import type { Drift } from './routes/compare.ts'

/** What the preflight knows of the platform. Everything was read in this run. */
export interface Facts {
  readonly configuration: Configuration
  /** Of the token: `active`, or why not. */
  readonly tokenStatus: string
  /** The one in effect; `undefined` where the account has no such Worker. */
  readonly current: Deployment | undefined
  /** The version of it with the largest share. */
  readonly live: Version | undefined
  /** The version that is to be moved; `undefined` where none was named, or there is none. */
  readonly moved: Version | undefined
  /** Names of secrets that the Worker has; none where they were not asked for. */
  readonly secrets: readonly string[]
  /** `undefined`: not asked for. */
  readonly drift: Drift | undefined
  /**
   * Custom domains of the configuration whose DNS record belongs to no Worker, so that a deploy would replace it;
   * undefined: not asked, or not known before the first deploy.
   */
  readonly dnsConflicts: readonly string[] | undefined
  /** Whether routes in zones that the configuration does not name are in `drift` too. */
  readonly sawAllZones: boolean
  /** `undefined`: this command does not change what code is live by age. */
  readonly order: Order | undefined
}

/** What a run asks for, as far as the preflight judges it. */
export interface Wishes {
  readonly command: 'deploy' | 'stage' | 'promote' | 'rollback' | 'check'
  readonly accountId: string | undefined
  readonly requiredSecrets: readonly string[]
  readonly requiredBindings: readonly string[]
  /** Secrets that are sent with the code. */
  readonly sentSecrets: readonly string[]
  /** Variables that are given beside those of the configuration. */
  readonly sentVars: readonly string[]
  readonly routesPolicy: 'strict' | 'report' | 'off'
  readonly allowSplit: boolean
  readonly allowDowngrade: boolean
  readonly versionId: string | undefined
  readonly expectedDeploymentId: string | undefined
  readonly expectedVersionId: string | undefined
}
