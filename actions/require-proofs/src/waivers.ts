import { foldLabelName, listTouchedPaths } from '@suite/change-rules'
import type { Review } from '@suite/forge'
import type { ApprovalFacts, Case } from './case.ts'
import { type CaseVerdict, holds } from './decide.ts'
import type { DutyOfCase } from './duties.ts'
import type { ProofPolicy } from './policy.ts'

/** Those whose last word on this head is an approval, the author of the change apart. */
export function approversOf(
  reviews: readonly Review[],
  { head, author }: Pick<Case, 'head' | 'author'>,
): string[] {
  const last = new Map<string, Review>()
  // A comment takes no approval back.
  for (const review of [...reviews].sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1)))
    if (review.state !== 'commented' && review.state !== 'pending') last.set(fold(review.author), review)
  return [...last.values()]
    .filter(
      ({ state, commit, author: login }) =>
        state === 'approved' && commit === head && fold(login) !== fold(author),
    )
    .map(({ author: login }) => login)
}

/** Who waives a label's proofs, `undefined` where nobody does. */
export function waiverOf(
  label: string,
  { waivers }: ProofPolicy,
  { reviews, members }: ApprovalFacts,
  of: Pick<Case, 'head' | 'author'>,
): string | undefined {
  const key = foldLabelName(label)
  const rules = waivers.filter(({ labels }) => labels.some((each) => foldLabelName(each) === key))
  return approversOf(reviews, of).find((login) =>
    rules.some(
      ({ logins, teams }) =>
        logins.some((each) => fold(each) === fold(login)) ||
        teams.some((team) => members.get(team)?.some((each) => fold(each) === fold(login))),
    ),
  )
}

/**
 * Who waived a label's proofs for pull requests of a merge group: holds for the group where every path that makes
 * the duty belongs to a pull request that has its own proofs, or in which they were waived.
 */
export function inheritedWaiver(
  { label, causes }: DutyOfCase,
  pulls: readonly CaseVerdict[],
): string | undefined {
  const settled = pulls
    .map(({ of, verdicts }) => ({
      paths: new Set(listTouchedPaths(of.files)),
      asked: verdicts.filter(({ requirement }) => requirement.label === label),
    }))
    .filter(({ asked }) => asked.length > 0 && asked.every(holds))
  const covered =
    causes.length > 0 && causes.every(({ path }) => settled.some(({ paths }) => paths.has(path)))
  const waived = settled.flatMap(({ asked }) => asked).find(({ waivedBy }) => waivedBy !== undefined)
  return covered ? waived?.waivedBy : undefined
}

function fold(login: string): string {
  return login.toLowerCase()
}
