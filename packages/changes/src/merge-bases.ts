import { OutsideError } from '@suite/errors'
import type { Commit } from './changes.ts'
import { changesReasons } from './reasons.ts'

/** The commits that a forge lists of two sides that have parted. Each list has the head of its side. */
export interface Sides {
  readonly base: string
  readonly head: string
  /**
   * The commits of the head: those that the base does not have, or those since one of the best common ancestors, which
   * also has commits that both sides have.
   */
  readonly ahead: readonly Commit[]
  /** The same of the base. It is undefined if `ahead` has only commits that the base does not have. */
  readonly behind: (() => Promise<readonly Commit[]>) | undefined
  /** Lists the commits of `to` in the same way, for two other commits. */
  readonly missing: (from: string, to: string) => Promise<readonly Commit[]>
}

/** The highest number of candidates that are compared with each other. */
const mostCandidates = 8

/**
 * Returns every best common ancestor of two commits: each common ancestor that is not an ancestor of another one. Returns
 * an empty list if the two have nothing in common.
 *
 * A list leaves out only ancestors of one best common ancestor. So it has each of the others, and that one is a parent
 * of a listed commit. The two sides may leave out different ones: git may choose any of those of one second.
 * @throws OutsideError `list-incomplete` if too many commits could be one
 */
export async function findMergeBases({ base, head, ahead, behind, missing }: Sides): Promise<string[]> {
  if (ahead.length === 0) return [head]
  const edges = edgesOf(ahead)
  if (edges.length === 0) return []
  // Every listed commit comes from the only edge, except those that come from a root.
  const hasRoot = ahead.some(({ parents }) => parents.length === 0)
  if (edges.length === 1 && (behind === undefined || !hasRoot)) return edges
  if (edges.includes(base)) return [base]
  if (behind === undefined) return withoutAncestors(edges, missing)
  const others = await behind()
  const known = new Set([...edgesOf(others), ...others.map(({ id }) => id)])
  const shared = ahead.map(({ id }) => id).filter((id) => known.has(id))
  const candidates = [...edges.filter((id) => known.has(id)), ...withoutParents(shared, ahead)]
  return withoutAncestors(candidates, missing)
}

/**
 * Returns the listed commits that are neither one of the merge bases nor an ancestor of one: those that the base does
 * not have.
 * @param commits the commits of the head since one of the merge bases
 */
export function commitsSince(mergeBases: readonly string[], commits: readonly Commit[]): Commit[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]))
  const common = new Set<string>()
  const open = [...mergeBases]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = common.has(id) ? undefined : byId.get(id)
    common.add(id)
    open.push(...(commit?.parents ?? []))
  }
  return commits.filter(({ id }) => !common.has(id))
}

/** Returns the parents of listed commits that are not listed themselves, in the order of the list. */
export function edgesOf(commits: readonly Commit[]): string[] {
  const inside = new Set(commits.map(({ id }) => id))
  return [...new Set(commits.flatMap(({ parents }) => parents))].filter((id) => !inside.has(id))
}

/** Returns the ids that are no parent of another one of them. */
function withoutParents(ids: readonly string[], commits: readonly Commit[]): string[] {
  const wanted = new Set(ids)
  const parents = new Set(commits.filter(({ id }) => wanted.has(id)).flatMap((commit) => commit.parents))
  return ids.filter((id) => !parents.has(id))
}

/** Returns the candidates that are no ancestor of another one. One list can rule out several. */
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
