import type { Deployment, Version } from '@suite/cloudflare'
import type { Configuration } from './configuration/configuration.ts'
import type { Order } from './order.ts'
import type { Drift } from './routes/compare.ts'

/** What the preflight knows of the configuration and of the platform. Everything was read in this run. */
export interface Facts {
  readonly configuration: Configuration
  /** The status of the API token: `active`, or why it is not active. */
  readonly tokenStatus: string
  /** The deployment in effect; undefined if the account has no such Worker. */
  readonly current: Deployment | undefined
  /** The version that has the largest share of that deployment. */
  readonly live: Version | undefined
  /** The version that is to be moved; undefined if none was named, or if it does not exist. */
  readonly moved: Version | undefined
  /** Names of the secrets of the Worker; empty if they were not read. */
  readonly secrets: readonly string[]
  /** undefined if the routes were not read. */
  readonly drift: Drift | undefined
  /**
   * Custom domains of the configuration that have a DNS record of no Worker, which a deploy would replace; undefined if
   * they were not read, or if Cloudflare does not know them before the first deploy.
   */
  readonly dnsConflicts: readonly string[] | undefined
  /** Whether `drift` covers routes in zones that the configuration does not name. */
  readonly sawAllZones: boolean
  /** undefined if the command does not change which commit is live. */
  readonly order: Order | undefined
}
