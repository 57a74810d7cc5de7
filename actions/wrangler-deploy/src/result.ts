import type { Deployment } from '@suite/cloudflare'
import type { reasons } from './reasons.ts'
import type { Drift } from './routes/compare.ts'

/** How a command ended, as the platform shows it. */
export interface Result {
  readonly reason: keyof typeof reasons
  readonly headline: string
  /** What to do, if more is known than the reason's own advice. */
  readonly fix?: string
  /** What a person has to know besides: what is live, and what to do. */
  readonly notes: readonly string[]
  readonly versionId?: string | undefined
  readonly previousVersionId?: string | undefined
  /** As it was read back. */
  readonly deployment?: Deployment | undefined
  readonly urls?: readonly string[]
  /** As it was read back; that of the preflight where it was not read again. */
  readonly drift?: Drift | undefined
  /** What wrangler printed, where that helps. */
  readonly lines?: readonly string[]
}
