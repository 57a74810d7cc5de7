import type { Changes, PullRequests } from '@suite/forge'
import type { ApprovalFacts, ProofContent, ProofFacts } from './case.ts'
import type { Question, Terms } from './decide.ts'
import { looksInside } from './judge-content.ts'
import { candidatesFor, faultOfFile } from './judge-proofs.ts'
import { approversOf } from './waivers.ts'

/** So many proofs of one change are looked into at most; the content of the others is not read, and not taken. */
const mostRead = 100

/**
 * What is at the candidates' paths. Asks only where proofs are asked for and some file could be one; reads the
 * content only where a rule looks into it.
 */
export async function gatherProofs(
  changes: Changes,
  { of, requirements }: Pick<Question, 'of' | 'requirements'>,
): Promise<ProofFacts> {
  const candidates = new Set(
    requirements.flatMap((each) => candidatesFor(each, of.files)).map(({ path }) => path),
  )
  if (candidates.size === 0) return { atHead: new Map(), known: new Set() }
  const [head, ...before] = await Promise.all([of.head, ...of.before].map((commit) => changes.tree(commit)))
  const known = new Set(before.flatMap((tree) => [...tree.values()].map(({ id }) => id)))
  const atHead = new Map<string, ProofContent>()
  for (const path of candidates) {
    const entry = head?.get(path)
    if (entry) atHead.set(path, { entry, bytes: undefined })
  }
  return { atHead: await withContents(changes, { of, requirements }, { atHead, known }), known }
}

async function withContents(
  changes: Changes,
  { of, requirements }: Pick<Question, 'of' | 'requirements'>,
  facts: ProofFacts,
): Promise<ReadonlyMap<string, ProofContent>> {
  const inside = requirements.filter(looksInside).flatMap((each) => candidatesFor(each, of.files))
  const wanted = inside.filter(({ path, status }) => faultOfFile(path, status, facts) === undefined)
  const paths = [...new Set(wanted.map(({ path }) => path))].slice(0, mostRead)
  const read = await Promise.all(
    paths.map(async (path) => {
      const entry = facts.atHead.get(path)?.entry
      return entry && ([path, { entry, bytes: await changes.blob(entry.id) }] as const)
    }),
  )
  return new Map([...facts.atHead, ...read.filter((each) => each !== undefined)])
}

/** Approvals, and who of the approvers is in the teams that a waiver names. Asked only where a waiver could apply. */
export async function gatherApprovals(
  pullRequests: PullRequests,
  /** With a token that may read teams; missing where none was given. */
  teams: Pick<PullRequests, 'isTeamMember'> | undefined,
  { of }: Question,
  { policy }: Terms,
): Promise<ApprovalFacts> {
  if (policy.waivers.length === 0 || of.number === undefined) return { reviews: [], members: new Map() }
  const reviews = await pullRequests.reviews(of.number)
  const approvers = approversOf(reviews, of)
  const named = teams ? [...new Set(policy.waivers.flatMap((waiver) => waiver.teams))] : []
  const members = await Promise.all(
    named.map(async (team) => {
      const isMember = await Promise.all(approvers.map((login) => teams?.isTeamMember(team, login)))
      return [team, approvers.filter((_, index) => isMember[index])] as const
    }),
  )
  return { reviews, members: new Map(members) }
}
