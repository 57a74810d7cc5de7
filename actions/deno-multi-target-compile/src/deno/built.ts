import type { TargetName } from '../targets.ts'

/** A binary as deno wrote it. */
export interface BuiltBinary {
  readonly target: TargetName
  /** The absolute path. */
  readonly path: string
}

/** What one cold build gave. */
export interface Built {
  readonly binaries: readonly BuiltBinary[]
  /** What `deno info --json` said about the program. */
  readonly info: unknown
  /** The arguments of `deno compile`, without target and output, to build it again. */
  readonly arguments: readonly string[]
}
