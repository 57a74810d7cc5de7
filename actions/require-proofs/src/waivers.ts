import { foldLabelName } from '@suite/change-rules'
import { listTouchedPaths } from '@suite/changes'
import { readTime } from '@suite/contract/grammar'
import type { Review } from '@suite/forge'
import type { ApprovalFacts, Case } from './case.ts'
import { type CaseVerdict, holds } from './decide.ts'
import type { DutyOfCase } from './duties.ts'
import type { ProofPolicy, WaiverRule } from './policy.ts'

/** The approvals of this head that are the last word of a person other than the author of the change. */
export function approvalsOf(
  reviews: readonly Review[],
  { head, author }: Pick<Case, 'head' | 'author'>,
): Review[] {
  const last = new Map<string, Review>()
  // A comment takes no approval back. Of two reviews of one second the later in the list is the later.
  for (const review of [...reviews].sort((a, b) => timeOf(a) - timeOf(b)))
    if (review.state !== 'commented' && review.state !== 'pending') last.set(fold(review.author), review)
  return [...last.values()].filter(
    ({ state, commit, author: login }) =>
      state === 'approved' && commit === head && login !== '' && fold(login) !== fold(author),
  )
}

/** Whether an approval is from after the head was last replaced. One that does not tell its time is not. */
export function isCurrent(review: Review, replacedAt: number | undefined): boolean {
  return timeOf(review) > (replacedAt ?? 0)
}

/** The rules by which somebody may waive a label's proofs. */
export function waiverRulesFor(
  label: string,
  { waivers }: Pick<ProofPolicy, 'waivers'>,
): readonly WaiverRule[] {
  const key = foldLabelName(label)
  return waivers.filter(({ labels }) => labels.some((each) => foldLabelName(each) === key))
}

/** Who waives a label's proofs, `undefined` where nobody does. */
export function waiverOf(
  label: string,
  policy: ProofPolicy,
  { reviews, members, replacedAt }: ApprovalFacts,
  of: Pick<Case, 'head' | 'author'>,
): string | undefined {
  const rules = waiverRulesFor(label, policy)
  return approvalsOf(reviews, of)
    .filter((review) => isCurrent(review, replacedAt))
    .map(({ author }) => author)
    .find((login) => rules.some((rule) => mayWaive(login, rule, members)))
}

/** Whether a waiver rule names somebody, or a team in which somebody is known to be. */
export function mayWaive(
  login: string,
  { logins, teams }: WaiverRule,
  members: ApprovalFacts['members'],
): boolean {
  const isNamed = (names: readonly string[] = []) => names.some((each) => fold(each) === fold(login))
  return isNamed(logins) || teams.some((team) => isNamed(members.get(team)))
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

/** Returns the time of a review in milliseconds since 1970, or 0 if the review has no valid time. */
function timeOf({ submittedAt }: Review): number {
  return readTime(submittedAt) ?? 0
}

function fold(login: string): string {
  return login.toLowerCase()
}
