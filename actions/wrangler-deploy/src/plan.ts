import type { Deployment, Version } from '@suite/cloudflare'
import type { DeployContext } from './deploy-context.ts'
import type { PlatformState } from './read-backs/platform-state.ts'
import type { Result } from './result.ts'
import type { TriggerFailure } from './steps/set-triggers.ts'

/** The steps of a command and how its result is established. */
export interface Plan {
  readonly start: Progress
  /** What is done, in this order. */
  readonly steps: readonly Step[]
  /** Returns the result once every step is done. */
  readonly conclude: (progress: Progress) => Result
  /** What is read after that, while the result passes. A dry run skips it. */
  readonly readBacks: readonly ReadBack[]
}

/** What is known of the version and of its deployment while the steps are applied. */
export interface Progress {
  /** The version that is uploaded or moved; undefined before it is uploaded. */
  readonly versionId?: string | undefined
  /** That version as Cloudflare returned it. */
  readonly version?: Version | undefined
  /** The version to go back to. */
  readonly previousVersionId?: string | undefined
  /** The deployment in effect, as it was last read. */
  readonly deployment?: Deployment | undefined
  /** Lines for the report. */
  readonly notes: readonly string[]
  /** What wrangler printed. */
  readonly lines?: readonly string[] | undefined
  readonly triggerFailure?: TriggerFailure | undefined
  /** A read of the platform that has begun after the last write. */
  readonly platform?: Promise<PlatformState> | undefined
}

/** One step of a command. In a dry run it records what it would write, and returns the progress unchanged. */
export type Step = (context: DeployContext, progress: Progress) => Promise<Progress | Ended | Replaced>

/** The command ends here. */
export interface Ended {
  readonly result: Result
}

/** Other steps take the place of the remaining ones. */
export interface Replaced {
  readonly steps: readonly Step[]
}

/** Reads the platform once more and returns the result, changed if the platform shows something else. */
export type ReadBack = (context: DeployContext, result: Result, progress: Progress) => Promise<Result>
