import { readTime } from '@suite/contract/grammar'
import { OutsideError } from '@suite/errors'
import type { People, PullRequests, Review, TeamView } from '@suite/forge'
import { visible } from '@suite/report'
import type { ApprovalFacts, Case } from './case.ts'
import type { WaiverRule } from './policy.ts'
import { approvalsOf, isCurrent, mayWaive } from './waivers.ts'

const noApprovals: ApprovalFacts = {
  reviews: [],
  members: new Map(),
  replacedAt: undefined,
  doubts: [],
}

/**
 * The reviews, read with the job's token, and the teams, read with the token that may read them, if there is one.
 */
export interface ApprovalPorts {
  readonly pullRequests: Pick<PullRequests, 'reviews' | 'replacements'>
  readonly teams: Pick<People, 'membersAmong'> | undefined
}

/**
 * Returns who approved the head and may waive what is missing. It reads teams only for approvers who are not named
 * by login, and the history of the pull request only if an approval would count.
 *
 * @param rules the rules by which what is missing may be waived
 */
export async function gatherApprovals(
  { pullRequests, teams }: ApprovalPorts,
  of: Case,
  rules: readonly WaiverRule[],
): Promise<ApprovalFacts> {
  if (of.number === undefined || rules.length === 0) return noApprovals
  const reviews = await pullRequests.reviews(of.number)
  const approvals = approvalsOf(reviews, of)
  const { members, doubts } = await viewTeams(teams, approvals, rules)
  const waiving = approvals.filter(({ author }) => rules.some((rule) => mayWaive(author, rule, members)))
  const facts = { reviews, members, replacedAt: undefined, doubts }
  return waiving.length === 0 ? facts : withReplacements(pullRequests, of.number, waiving, facts)
}

async function viewTeams(
  teams: ApprovalPorts['teams'],
  approvals: readonly Review[],
  rules: readonly WaiverRule[],
): Promise<Pick<ApprovalFacts, 'members' | 'doubts'>> {
  const open = rules.filter((rule) => !approvals.some(({ author }) => mayWaive(author, rule, new Map())))
  const names = [...new Set(open.flatMap((rule) => rule.teams))]
  if (teams === undefined || approvals.length === 0) return { members: new Map(), doubts: [] }
  const logins = approvals.map(({ author }) => author)
  const views = await Promise.all(
    names.map(
      async (team): Promise<readonly [string, TeamView]> => [team, await teams.membersAmong(team, logins)],
    ),
  )
  const shown = logins.map((login) => visible(login)).join(', ')
  return {
    members: new Map(views.map(([team, { members }]) => [team, members])),
    doubts: views.flatMap(([team, { unseen }]) =>
      unseen === undefined
        ? []
        : [`Whether ${shown} is in ${visible(team)} cannot be seen: ${visible(unseen, 1_000)}.`],
    ),
  }
}

/**
 * Adds when the head was last replaced. An approval covers what existed when it was given; it counts only if it is
 * shown to come after the last change.
 */
async function withReplacements(
  pullRequests: ApprovalPorts['pullRequests'],
  number: number,
  waiving: readonly Review[],
  facts: ApprovalFacts,
): Promise<ApprovalFacts> {
  try {
    const times = await pullRequests.replacements(number, facts.reviews)
    if (times.length === 0) return facts
    const replacedAt = Math.max(...times.map((time) => readTime(time) ?? Number.NaN))
    // An unreadable time may be any time.
    const last = Number.isNaN(replacedAt) ? Number.POSITIVE_INFINITY : replacedAt
    const old = waiving.filter((review) => !isCurrent(review, last))
    return {
      ...facts,
      replacedAt: last,
      doubts: [...facts.doubts, ...old.map((review) => describeOld(review, last))],
    }
  } catch (error) {
    if (!(error instanceof OutsideError) || error.reason === 'deadline-passed') throw error
    const who = waiving.map(({ author }) => visible(author)).join(', ')
    const doubt = `The approval of ${who} is not counted, because it cannot be seen whether the head was replaced since: ${error.message}. ${error.fix}`
    return { ...facts, replacedAt: Number.POSITIVE_INFINITY, doubts: [...facts.doubts, doubt] }
  }
}

function describeOld({ author, submittedAt }: Review, replacedAt: number): string {
  const when = Number.isFinite(replacedAt) ? ` at ${new Date(replacedAt).toISOString()}` : ''
  return `The approval of ${visible(author)}, given at ${visible(submittedAt)}, is not counted: a force push replaced the head, or the base was changed,${when === '' ? ' since' : when}. Approve the head as it is now.`
}
