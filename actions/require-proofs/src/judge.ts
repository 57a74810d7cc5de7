import type { Forge, People } from '@suite/forge'
import type { Case } from './case.ts'
import { ask, type CaseVerdict, decide, holds, type Question, type Terms } from './decide.ts'
import { decideBehind, suppose } from './decide-behind.ts'
import { gatherApprovals } from './gather-approvals.ts'
import { gatherProofs } from './gather-proofs.ts'
import { inheritedWaiver, waiverOf, waiverRulesFor } from './waivers.ts'

export interface Judging {
  readonly forge: Forge
  readonly terms: Terms
  /** Reads teams, with the token that may. */
  readonly teams: Pick<People, 'membersAmong'> | undefined
  readonly now: Date
}

/** Judges every case: the pull requests first, because a merge group inherits their waivers. */
export async function judge(cases: readonly Case[], judging: Judging): Promise<CaseVerdict[]> {
  const questions = cases.map((each) => ask(each, judging.terms))
  const ofPulls = questions.filter(({ of }) => of.number !== undefined)
  const ofRanges = questions.filter(({ of }) => of.number === undefined)
  const pulls = await Promise.all(ofPulls.map((question) => judgePull(question, judging)))
  const ranges = await Promise.all(ofRanges.map((question) => judgeRange(question, pulls, judging)))
  return [...pulls, ...ranges]
}

/** Judges a pull request. It reads approvals only if something is missing that a waiver may cover. */
async function judgePull(question: Question, { forge, terms, teams, now }: Judging): Promise<CaseVerdict> {
  // A supposed change can cover a label on the pull request, which then requires another proof than before.
  const supposed = suppose(question.of, terms)
  const requirements = [...question.requirements, ...(supposed?.requirements ?? [])]
  const proofs = await gatherProofs(forge.changes, { of: supposed?.of ?? question.of, requirements })
  const decideWith = (findWaiver: (label: string) => string | undefined) => {
    const verdict = decide(question, proofs, findWaiver, now)
    return supposed && verdict.passes ? decideBehind(verdict, supposed, proofs, { findWaiver, now }) : verdict
  }
  const { policy } = terms
  const bare = decideWith(() => undefined)
  if (bare.passes) return bare
  const asking = supposed?.requirements ?? lackingOf(bare)
  const labels = new Set(asking.map(({ label }) => label))
  const rules = [...new Set([...labels].flatMap((label) => waiverRulesFor(label, policy)))]
  if (rules.length === 0) return bare
  const approvals = await gatherApprovals({ pullRequests: forge.pullRequests, teams }, question.of, rules)
  const verdict = decideWith((label) => waiverOf(label, policy, approvals, question.of))
  return { ...verdict, doubts: approvals.doubts }
}

function lackingOf({ verdicts }: CaseVerdict) {
  return verdicts.filter((each) => !holds(each)).map(({ requirement }) => requirement)
}

async function judgeRange(
  question: Question,
  pulls: readonly CaseVerdict[],
  { forge, now }: Judging,
): Promise<CaseVerdict> {
  const proofs = await gatherProofs(forge.changes, question)
  const findWaiver = (label: string) => {
    const duty = question.duties.find((each) => each.label === label)
    return duty && inheritedWaiver(duty, pulls)
  }
  return decide(question, proofs, findWaiver, now)
}
