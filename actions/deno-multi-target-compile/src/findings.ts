import type { BinaryFacts } from './binary-facts.ts'
import type { Proofs } from './decide.ts'
import type { Base } from './denort/base.ts'

/** Everything that a run found out about the binaries of one commit. */
export interface Findings {
  readonly name: string
  readonly version: string
  readonly commit: string
  readonly denoVersion: string
  readonly bases: readonly CheckedBase[]
  readonly binaries: readonly BinaryFacts[]
  /** Undefined if the bytes are wrong already, so nothing more was found out. */
  readonly proofs: Proofs | undefined
  /** Untracked files that were compiled because `include` names them. */
  readonly included: readonly string[]
  /** Untracked files that were left out. */
  readonly left: readonly string[]
}

/** The runtime that a target was compiled with. */
export type CheckedBase = Pick<Base, 'target' | 'sha256' | 'checkedAgainst'>
