import type { Deployment } from '@suite/cloudflare'
import type { reasons } from './reasons.ts'
import type { Drift } from './routes/compare.ts'

/** How a command ended, as the platform shows it. The report is made from it. */
export interface Result {
  readonly reason: keyof typeof reasons
  readonly headline: string
  /** What to do, if more is known than what the reason advises. */
  readonly fix?: string
  /** Further lines of the report: what is live, and what to do. */
  readonly notes: readonly string[]
  readonly versionId?: string | undefined
  readonly previousVersionId?: string | undefined
  /** As it was read back. */
  readonly deployment?: Deployment | undefined
  readonly urls?: readonly string[]
  /** As it was read back. undefined means that the report shows what the preflight read. */
  readonly drift?: Drift | undefined
  /** What wrangler printed, if that helps a person. */
  readonly lines?: readonly string[]
}
