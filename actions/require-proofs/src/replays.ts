import type { Changes, Commit, History } from '@suite/changes'
import { type ChangedFile, listTouchedPaths } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import { type Move, possibleMoves } from './moves.ts'
import { reasons } from './reasons.ts'

/** So many commits are replayed at most, and so many times may a branch have left its base. */
const mostReplayed = 100
const mostDepartures = 10
/** So many of them are asked for at once. */
const atOnce = 10

export function isMerge({ parents }: Commit): boolean {
  return parents.length > 1
}

/**
 * What the commits that a rebase replays change, one by one: also what a later commit, or a merge commit, takes back.
 * A branch of one commit changes what its list says.
 */
export async function replaysOf(changes: Changes, { commits }: History): Promise<readonly ChangedFile[]> {
  const replayed = commits.filter((commit) => !isMerge(commit))
  if (commits.length === 1) return []
  if (replayed.length > mostReplayed) throw tooMany(`the branch has ${replayed.length} commits`)
  const files: ChangedFile[] = []
  for (let at = 0; at < replayed.length; at += atOnce)
    files.push(
      ...(await Promise.all(replayed.slice(at, at + atOnce).map((each) => changes.ofCommit(each)))).flat(),
    )
  return files
}

/**
 * Where a replayed change may land besides: the base may have moved the file since the branch left it, and the branch
 * may have left it several times. Where no commit is a merge, what the other lists hold was followed there.
 */
export async function movesOfReplays(
  changes: Changes,
  { tip, history: { commits } }: { readonly tip: string; readonly history: History },
  { replays, seen }: { readonly replays: readonly ChangedFile[]; readonly seen: readonly ChangedFile[] },
): Promise<readonly Move[]> {
  const known = new Set(commits.some(isMerge) ? [] : listTouchedPaths(seen))
  const files = replays.filter((file) => listTouchedPaths([file]).some((path) => !known.has(path)))
  if (files.length === 0) return []
  const inside = new Set(commits.map(({ id }) => id))
  const left = [...new Set(commits.flatMap(({ parents }) => parents))].filter((id) => !inside.has(id))
  const departures = left.filter((id) => id !== tip)
  if (departures.length > mostDepartures)
    throw tooMany(`the branch has left its base ${departures.length} times`)
  const base = await changes.tree(tip)
  const moves = await Promise.all(
    departures.map(async (id) => possibleMoves(await changes.tree(id), base, files)),
  )
  return moves.flat()
}

function tooMany(what: string): OutsideError {
  return new OutsideError(
    reasons['branch-behind'],
    `${what}, and a rebase replays each commit onto the base, which is too much to look at`,
    'Rebase the branch onto its base, squash its commits, or switch off rebase merging for the repository.',
  )
}
