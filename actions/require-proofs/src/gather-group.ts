import { type Commit, requireMergeBase } from '@suite/changes'
import type { Forge, PullRequestWithFiles, Subject } from '@suite/forge'
import type { Case } from './case.ts'
import { caseOf } from './gather-pull.ts'
import { gatherRange } from './gather-range.ts'
import { readPull } from './read-pull.ts'

type QueuedPull = Awaited<ReturnType<Forge['pullRequests']['queued']>>[number]
type Group = Extract<Subject, { readonly kind: 'merge-group' }>

/**
 * Returns the cases of a merge group: each pull request that is known to be in it, each entry as the queue merges it,
 * and the group as a whole, by its tree. This works even if no pull request can be found. The commits of the group are
 * those that the branch does not have, regardless of the group's own base, because the entries before this one are
 * merged with it and their proofs may be waived.
 */
export async function gatherGroup(forge: Forge, group: Group): Promise<Case[]> {
  const { base, head, trustedRef } = group
  const queued = forge.pullRequests.queued(branchOf(group))
  // A failure is reported where the answer is needed.
  queued.catch(() => {})
  const { mergeBases, commits } = await forge.changes.history(trustedRef, head)
  const line = lineOf(commits, head)
  // Forges disagree on the base of a group: the previous entry, or the branch. Both are judged.
  const wholes = [...new Set([base, ...mergeBases])]
  const [ranges, pulls, steps] = await Promise.all([
    Promise.all(
      wholes.map((each) =>
        gatherRange(forge.changes, `the merge group since ${each.slice(0, 12)}`, each, head),
      ),
    ),
    queued.then((entries) => readPulls(forge, group, { entries, line })),
    queued.then((entries) => {
      const others = entrySteps(line, group, entries).filter(
        ({ to, from }) => to !== head || !wholes.includes(from),
      )
      return Promise.all(others.map(({ name, from, to }) => gatherRange(forge.changes, name, from, to)))
    }),
  ])
  const cases = pulls.map(async (pull) =>
    caseOf(pull, [pull.base.sha, await requireMergeBase(forge.changes, pull.base.sha, pull.head.sha)]),
  )
  return [...(await Promise.all(cases)), ...ranges, ...steps]
}

function branchOf({ trustedRef }: Group): string {
  return trustedRef.slice('refs/heads/'.length)
}

/**
 * Returns the pull requests of a group, by number: those that the queue names, and those to its branch whose heads
 * the queue merged. A commit of the group may also be in an unrelated pull request, which is not in the queue.
 */
async function readPulls(
  forge: Forge,
  group: Group,
  {
    entries,
    line,
  }: {
    readonly entries: readonly QueuedPull[]
    readonly line: readonly Commit[]
  },
): Promise<PullRequestWithFiles[]> {
  const made = new Set(line.map(({ id }) => id))
  const named = entries.filter(({ commit }) => made.has(commit)).map(({ number }) => number)
  const read = (numbers: readonly number[]) =>
    Promise.all([...new Set(numbers)].map((number) => readPull(forge, number)))
  const known = await read([...group.numbers, ...named])
  const heads = line
    .flatMap(({ parents }) => parents.slice(1))
    .filter((id) => !known.some(({ head }) => head.sha === id))
  const found = await Promise.all(heads.map((head) => forge.pullRequests.pullsOf(head)))
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

/** What one entry of a queue changes, from the head of the entry before it. */
interface EntryStep {
  readonly name: string
  readonly from: string
  readonly to: string
}

/**
 * Returns what each entry changes, the first one first. A proof of one entry does not cover what the merge of another
 * one changes, such as an edit that lands in a file which the first one has moved. An entry ends at a merge commit, at
 * a commit that the queue names, at the base of the group, and at the head. Other commits of a line may be a part of an
 * entry, as in a queue that rebases.
 */
function entrySteps(line: readonly Commit[], group: Group, entries: readonly QueuedPull[]): EntryStep[] {
  const numbers = new Map(entries.map(({ commit, number }) => [commit, number]))
  const isEnd = ({ id, parents }: Commit) =>
    parents.length > 1 || numbers.has(id) || id === group.base || id === group.head
  const steps: EntryStep[] = []
  let from = line.at(-1)?.parents[0]
  for (const commit of line.toReversed().filter(isEnd)) {
    const number = numbers.get(commit.id)
    const to = commit.id
    const name =
      number === undefined ? `the merge group at ${to.slice(0, 12)}` : `#${number} in the merge group`
    if (from !== undefined) steps.push({ name, from, to })
    from = to
  }
  return steps
}
