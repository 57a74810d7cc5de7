import type { DutyRules } from '@suite/change-rules'
import type { Glob } from '@suite/matchers'
import type { Case, ProofFacts } from './case.ts'
import { type DutyOfCase, dutiesOf } from './duties.ts'
import { candidatesFor, judgeProof, type ProofJudgement } from './judge-proofs.ts'
import type { Move } from './moves.ts'
import type { ProofPolicy } from './policy.ts'
import { type Requirement, requirementsOf } from './requirements.ts'

/** The rules of the gate. They come from inputs and from files at a trusted ref, never from the change itself. */
export interface Terms {
  readonly labels: readonly string[]
  readonly proofs: readonly Glob[]
  readonly rules: DutyRules
  readonly policy: ProofPolicy
}

/** A case with everything that it requires, before its proofs are judged. */
export interface Question {
  readonly of: Case
  readonly duties: readonly DutyOfCase[]
  readonly requirements: readonly Requirement[]
}

export interface RequirementVerdict {
  readonly requirement: Requirement
  readonly proofs: readonly ProofJudgement[]
  /** How many more proofs are required. */
  readonly missing: number
  /** Who approved the missing proofs. */
  readonly waivedBy: string | undefined
}

export interface CaseVerdict extends Question {
  readonly verdicts: readonly RequirementVerdict[]
  /**
   * Changes that may land where more proofs are required than exist: the base has moved what the branch changes.
   */
  readonly behind?: readonly Move[] | undefined
  readonly passes: boolean
  /** Approvals that do not count, and why. */
  readonly doubts: readonly string[]
}

/** Returns what a case requires. */
export function ask(of: Case, { labels, rules, policy, proofs }: Terms): Question {
  const duties = dutiesOf(of, labels, rules)
  return { of, duties, requirements: requirementsOf(duties, of.files, policy, proofs) }
}

/** Returns whether a case has the proofs that it requires. */
export function decide(
  question: Question,
  facts: ProofFacts,
  findWaiver: (label: string) => string | undefined,
  now: Date,
): CaseVerdict {
  const { of, requirements } = question
  const verdicts = requirements.map((requirement): RequirementVerdict => {
    const proofs = withoutRepeats(
      candidatesFor(requirement, of.files).map((file) => judgeProof(file, facts, requirement, now)),
      facts,
    )
    const found = proofs.filter(({ fault }) => fault === undefined).length
    const missing = Math.max(0, requirement.atLeast - found)
    const waivedBy = missing > 0 ? findWaiver(requirement.label) : undefined
    return { requirement, proofs, missing, waivedBy }
  })
  return { ...question, verdicts, passes: verdicts.every(holds), doubts: [] }
}

/** If several proofs are required, the same content twice counts as one proof. */
function withoutRepeats(proofs: readonly ProofJudgement[], { atHead }: ProofFacts): ProofJudgement[] {
  const first = new Map<string, string>()
  return proofs.map((proof) => {
    const id = atHead.get(proof.path)?.entry.id
    if (proof.fault !== undefined || id === undefined) return proof
    const same = first.get(id)
    first.set(id, same ?? proof.path)
    return same === undefined ? proof : { ...proof, fault: `has the content of ${same}` }
  })
}

export function holds({ missing, waivedBy }: RequirementVerdict): boolean {
  return missing === 0 || waivedBy !== undefined
}
