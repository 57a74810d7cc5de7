import type { BakedPermissions } from '@suite/release-assets'
import type { Embedded } from './materials/embedded.ts'
import type { Problem } from './problems.ts'
import type { TargetName } from './targets.ts'

/** One row of the table of permissions. */
export interface PermissionRow {
  readonly permission: string
  /** In words, such as `data, config.json` or `everything`. */
  readonly allowed: string
  readonly denied: string
  /** Why it may stay broad, as the policy says; undefined if it is not broad. */
  readonly reason: string | undefined
}

/** What else a binary holds that a reader should see, by its name. */
export interface Shown {
  readonly label: string
  readonly values: readonly string[]
}

/** What was read from the bytes of one binary. */
export interface BinaryFacts {
  readonly target: TargetName
  readonly name: string
  /** The absolute path of the file in the build. */
  readonly path: string
  readonly size: number
  readonly sha256: string
  /** The oldest glibc that can run it; undefined if it needs none. */
  readonly glibc: string | undefined
  /** What it may do; undefined if that cannot be read, which is a problem. */
  readonly permissions: BakedPermissions | undefined
  readonly rows: readonly PermissionRow[]
  readonly shown: readonly Shown[]
  /** The names of what is in it; undefined if that cannot be read. */
  readonly embedded: Embedded | undefined
  readonly problems: readonly Problem[]
}
