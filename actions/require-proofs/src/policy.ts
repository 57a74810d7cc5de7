import type { EvidencePolicy } from '@suite/evidence'
import type { BoundedRegExp, CapturingGlob } from '@suite/matchers'

/** A condition on the text of a proof. */
export type ContentRule =
  | { readonly text: string }
  | { readonly pattern: BoundedRegExp }
  /** A value in a JSON proof, by its JSON Pointer (RFC 6901); without `equals`, any value except null. */
  | { readonly json: string; readonly equals?: string | number | boolean }
  /** The valid evidence of an action of this suite. */
  | { readonly evidence: EvidenceRule }

export type EvidenceRule = Pick<EvidencePolicy, 'kind' | 'requires' | 'subject'> &
  Required<Pick<EvidencePolicy, 'verdict'>>

/** The proof that a label requires. */
export interface ProofRule {
  readonly labels: readonly string[]
  /** Applies once for each distinct capture of these globs in the changed paths; without them, once. */
  readonly paths: readonly CapturingGlob[]
  /** Where the proof must be; captures of `paths` are filled in. */
  readonly files: readonly CapturingGlob[]
  readonly atLeast: number
  readonly contains: readonly ContentRule[]
  /** The maximum age in milliseconds, by the time that the proof states. */
  readonly maxAge: number | undefined
  /** Where a JSON proof states its time; by default the first RFC 3339 time in its text. */
  readonly dated: string | undefined
  /** Commands that make the proof, for the message; if empty, the gate suggests its own. */
  readonly command: readonly string[]
}

/** Who may waive the proofs of a label by approving the head that is judged. */
export interface WaiverRule {
  readonly labels: readonly string[]
  readonly logins: readonly string[]
  /** `organization/slug`. */
  readonly teams: readonly string[]
}

export interface ProofPolicy {
  readonly proofs: readonly ProofRule[]
  readonly waivers: readonly WaiverRule[]
}

export const noPolicy: ProofPolicy = { proofs: [], waivers: [] }
