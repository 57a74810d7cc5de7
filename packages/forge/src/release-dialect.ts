import type * as z from 'zod/mini'
import type { Release } from './ports/releases.ts'

/** What a request about a release is about. */
export interface ReleaseSubject {
  /** Completes "could not …". */
  readonly to: string
  readonly tag?: string
  /** Where the tag is to be made. */
  readonly target?: string
}

/** How a forge differs from the other in what it answers about releases. The routes are the same. */
export interface ReleaseDialect {
  /** The name of the forge, for messages. */
  readonly forge: string
  /** What the token needs. */
  readonly permission: { readonly read: string; readonly write: string }
  readonly answers: {
    readonly release: z.ZodMiniType<Release>
    readonly releases: z.ZodMiniType<Release[]>
    /** That of a removal. */
    readonly nothing: z.ZodMiniType<unknown>
  }
  /** Returns the error with the reason that fits a refusal. */
  explain(error: unknown, subject: ReleaseSubject): Promise<unknown>
  /** The same, for a release that was to be published. */
  explainPublication(error: unknown, subject: ReleaseSubject): Promise<unknown>
  /** Whether a publication may be sent again, because an answer of 5xx says that the forge itself is in trouble. */
  readonly repeatsPublication: boolean
}
