import type { TargetName } from '../targets.ts'

/** The runtime of one target, whose archive was checked. */
export interface Base {
  readonly target: TargetName
  /** The absolute path of the archive. */
  readonly path: string
  /** SHA-256 of the archive as it is on disk. */
  readonly sha256: string
  /** The sums that the archive was checked against: a file of the commit, or those next to the archive. */
  readonly checkedAgainst: 'committed-sums' | 'published-sums'
  /** Bytes of the runtime that the archive holds. Every binary that is compiled with it is larger. */
  readonly size: number
}
