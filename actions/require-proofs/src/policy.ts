import type { EvidencePolicy } from '@suite/evidence'
import type { BoundedRegExp, CapturingGlob } from '@suite/matchers'

/** Something that the text of a proof must hold. */
export type ContentRule =
  | { readonly text: string }
  | { readonly pattern: BoundedRegExp }
  /** A value in a JSON proof, by its JSON Pointer (RFC 6901); without `equals` it must be there, and not null. */
  | { readonly json: string; readonly equals?: string | number | boolean }
  /** What an action of this suite found, whole and unaltered. */
  | { readonly evidence: EvidenceRule }

export type EvidenceRule = Pick<EvidencePolicy, 'kind' | 'requires' | 'subject'> &
  Required<Pick<EvidencePolicy, 'verdict'>>

/** Which proof a label asks for. */
export interface ProofRule {
  readonly labels: readonly string[]
  /** Applies once for each way in which these match the changed paths; without them, once. */
  readonly paths: readonly CapturingGlob[]
  /** Where the proof must be; what `paths` captured is put in. */
  readonly files: readonly CapturingGlob[]
  readonly atLeast: number
  readonly contains: readonly ContentRule[]
  /** In milliseconds, by the time that the proof itself states. */
  readonly maxAge: number | undefined
  /** Where a JSON proof states its time; else the first RFC 3339 time of its text counts. */
  readonly dated: string | undefined
  /** Commands that make the proof, for the message; none: the gate suggests its own. */
  readonly command: readonly string[]
}

/** Who may let a label's proofs be missing, by approving the head that is judged. */
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
