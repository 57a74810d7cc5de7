import { foldLabelName } from '@suite/change-rules'
import { listTouchedPaths } from '@suite/changes'
import { readTime } from '@suite/contract/grammar'
import type { Review } from '@suite/forge'
import type { ApprovalFacts, Case } from './case.ts'
import { type CaseVerdict, holds } from './decide.ts'
import type { DutyOfCase } from './duties.ts'
import type { ProofPolicy, WaiverRule } from './policy.ts'

/** Returns the approvals of this head that are the last review of a person other than the author of the change. */
export function approvalsOf(
  reviews: readonly Review[],
  { head, author }: Pick<Case, 'head' | 'author'>,
): Review[] {
  const last = new Map<string, Review>()
  // A comment does not revoke an approval. Of two reviews in the same second, the later one in the list is later.
  for (const review of [...reviews].sort((a, b) => timeOf(a) - timeOf(b)))
    if (review.state !== 'commented' && review.state !== 'pending') last.set(fold(review.author), review)
  return [...last.values()].filter(
    ({ state, commit, author: login }) =>
      state === 'approved' && commit === head && login !== '' && fold(login) !== fold(author),
  )
}

/** Returns whether an approval comes after the head was last replaced. An approval without a time does not. */
export function isCurrent(review: Review, replacedAt: number | undefined): boolean {
  return timeOf(review) > (replacedAt ?? 0)
}

/** Returns the rules that allow someone to waive the proofs of a label. */
export function waiverRulesFor(
  label: string,
  { waivers }: Pick<ProofPolicy, 'waivers'>,
): readonly WaiverRule[] {
  const key = foldLabelName(label)
  return waivers.filter(({ labels }) => labels.some((each) => foldLabelName(each) === key))
}

/** Returns who waives the proofs of a label; `undefined` if no one does. */
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

/** Returns whether a waiver rule names a user, or a team that the user is known to be in. */
export function mayWaive(
  login: string,
  { logins, teams }: WaiverRule,
  members: ApprovalFacts['members'],
): boolean {
  const isNamed = (names: readonly string[] = []) => names.some((each) => fold(each) === fold(login))
  return isNamed(logins) || teams.some((team) => isNamed(members.get(team)))
}

/**
 * Returns who waived the proofs of a label for pull requests of a merge group. The waiver holds for the group if
 * every path that causes the duty belongs to a pull request that has its own proofs or a waiver.
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
