import type { Outcome } from '@suite/wire'
import type { VersionSeen } from './version.ts'

/** A request of an attempt as it was sent, and what became of it. */
export interface Exchanged {
  /** Counts from 0 within the attempt, as they were asked for. */
  readonly order: number
  /** What it is for, in words: "preflight". */
  readonly name: string
  readonly at: Date
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly outcome: Outcome
  readonly version: VersionSeen
}
