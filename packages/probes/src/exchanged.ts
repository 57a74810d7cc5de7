import type { Outcome } from '@suite/wire'
import type { VersionSeen } from './version.ts'

/** A request of an attempt as it was sent, and how it ended. */
export interface Exchanged {
  /** The position in the attempt, from 0, in the order in which the probe asked. */
  readonly order: number
  /** What the request is for: "preflight". */
  readonly name: string
  readonly at: Date
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly outcome: Outcome
  readonly version: VersionSeen
}
