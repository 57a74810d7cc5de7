import { OutsideError } from '@suite/errors'
import type { Commit } from './changes.ts'
import { changesReasons } from './reasons.ts'

/** The commits that two sides have and the other has not, as far as a forge lists them. */
export interface Sides {
  readonly base: string
  readonly head: string
  /** The commits of the head since a common ancestor; they include all that the base does not have. */
  readonly ahead: readonly Commit[]
  /** The same of the base, asked for only if it is needed. */
  readonly behind: () => Promise<readonly Commit[]>
  /** The commits of the second that the first does not have. */
  readonly missing: (from: string, to: string) => Promise<readonly Commit[]>
}

/** So many candidates are compared with each other at most. */
const mostCandidates = 8

/**
 * Every best common ancestor of two commits: a common ancestor that is no ancestor of another one. Empty where they
 * have nothing in common. A common ancestor is either a parent of listed commits that is not listed itself, or is
 * listed on both sides.
 * @throws OutsideError `list-incomplete` where too many commits could be it
 */
export async function findMergeBases({ base, head, ahead, behind, missing }: Sides): Promise<string[]> {
  if (ahead.length === 0) return [head]
  const edges = edgesOf(ahead)
  // All that is listed comes from the one edge, so that no commit in the list can be common and better.
  if (edges.length <= 1) return edges
  if (edges.includes(base)) return [base]
  const other = new Set((await behind()).map(({ id }) => id))
  const shared = ahead.map(({ id }) => id).filter((id) => other.has(id))
  return withoutAncestors([...edges, ...withoutParents(shared, ahead)], missing)
}

/** Parents of listed commits that are not listed, in the order of the list. */
export function edgesOf(commits: readonly Commit[]): string[] {
  const inside = new Set(commits.map(({ id }) => id))
  return [...new Set(commits.flatMap(({ parents }) => parents))].filter((id) => !inside.has(id))
}

/** Of some listed commits those that none of the others was made on, directly or not. */
function withoutParents(ids: readonly string[], commits: readonly Commit[]): string[] {
  const wanted = new Set(ids)
  const parents = new Set(commits.filter(({ id }) => wanted.has(id)).flatMap((commit) => commit.parents))
  return ids.filter((id) => !parents.has(id))
}

/** Drops what is an ancestor of another one. Each list that is asked for may settle several. */
async function withoutAncestors(candidates: readonly string[], missing: Sides['missing']): Promise<string[]> {
  let left = [...new Set(candidates)]
  const oldest = left[0]
  const newest = left.at(-1)
  if (oldest !== undefined && newest !== undefined && left.length > 2) {
    const between = new Set((await missing(oldest, newest)).map(({ id }) => id))
    left = left.filter((id) => id === newest || !between.has(id))
  }
  if (left.length > mostCandidates)
    throw new OutsideError(
      changesReasons['list-incomplete'],
      `the branch and its base have merged each other so often that ${left.length} commits could be where they part`,
      'Rebase the branch onto its base.',
    )
  const kept = await Promise.all(
    left.map(async (id) => {
      const others = left.filter((each) => each !== id)
      const isOlder = await Promise.all(others.map(async (each) => (await missing(each, id)).length === 0))
      return !isOlder.includes(true)
    }),
  )
  return left.filter((_, index) => kept[index])
}
