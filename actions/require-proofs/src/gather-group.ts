import { type Commit, requireMergeBase } from '@suite/changes'
import type { Forge, PullRequestWithFiles, Subject } from '@suite/forge'
import type { Case } from './case.ts'
import { caseOf } from './gather-pull.ts'
import { gatherRange } from './gather-range.ts'

type Group = Extract<Subject, { readonly kind: 'merge-group' }>

/**
 * Returns the cases of a merge group: each pull request that is known to be in it, and the group as a whole, by its
 * tree. This works even if no pull request can be found. The commits of the group are those that the branch does
 * not have, regardless of the group's own base, because the entries before this one are merged with it and their
 * proofs may be waived.
 */
export async function gatherGroup(forge: Forge, group: Group): Promise<Case[]> {
  const { base, head, trustedRef } = group
  const queued = forge.pullRequests.queued(branchOf(group))
  // A failure is reported where the answer is needed.
  queued.catch(() => {})
  const { mergeBases, commits } = await forge.changes.history(trustedRef, head)
  // Forges disagree on the base of a group: the previous entry, or the branch. Both are judged.
  const bases = [...new Set([base, ...mergeBases])]
  const [ranges, pulls] = await Promise.all([
    Promise.all(
      bases.map((each) =>
        gatherRange(forge.changes, `the merge group since ${each.slice(0, 12)}`, each, head),
      ),
    ),
    queued.then((entries) => readPulls(forge, group, { entries, commits })),
  ])
  const cases = pulls.map(async (pull) =>
    caseOf(pull, [pull.base.sha, await requireMergeBase(forge.changes, pull.base.sha, pull.head.sha)]),
  )
  return [...(await Promise.all(cases)), ...ranges]
}

function branchOf({ trustedRef }: Group): string {
  return trustedRef.slice('refs/heads/'.length)
}

/**
 * Returns the pull requests of a group, by number: those that the queue names, and those to its branch whose heads
 * the queue merged. A commit of the group may also be in an unrelated pull request, which is not in the queue.
 */
async function readPulls(
  { pullRequests }: Forge,
  group: Group,
  {
    entries,
    commits,
  }: {
    readonly entries: Awaited<ReturnType<Forge['pullRequests']['queued']>>
    readonly commits: readonly Commit[]
  },
): Promise<PullRequestWithFiles[]> {
  const line = lineOf(commits, group.head)
  const made = new Set(line.map(({ id }) => id))
  const named = entries.filter(({ commit }) => made.has(commit)).map(({ number }) => number)
  const read = (numbers: readonly number[]) =>
    Promise.all([...new Set(numbers)].map((number) => pullRequests.read(number)))
  const known = await read([...group.numbers, ...named])
  const heads = line
    .flatMap(({ parents }) => parents.slice(1))
    .filter((id) => !known.some(({ head }) => head.sha === id))
  const found = await Promise.all(heads.map((head) => pullRequests.pullsOf(head)))
  const others = found.flatMap((pulls, index) =>
    pulls
      .filter(({ head, baseRef }) => head === heads[index] && baseRef === branchOf(group))
      .map(({ number }) => number),
  )
  return [...known, ...(await read(others))].sort((a, b) => a.number - b.number)
}

/** Returns the commits of the queue itself, the last one first; each is based on the previous one. */
function lineOf(commits: readonly Commit[], head: string): Commit[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]))
  const line: Commit[] = []
  for (let commit = byId.get(head); commit !== undefined; commit = byId.get(commit.parents[0] ?? ''))
    line.push(commit)
  return line
}
