import type { Changes, Commit, History } from '@suite/changes'
import { type ChangedFile, listTouchedPaths } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import { type Move, possibleMoves } from './moves.ts'
import { reasons } from './reasons.ts'

/** The maximum number of replayed commits, and of points where a branch left its base. */
const mostReplayed = 100
const mostDepartures = 10
/** How many of them are read at the same time. */
const atOnce = 10

export function isMerge({ parents }: Commit): boolean {
  return parents.length > 1
}

/**
 * Returns the changes of each commit that a rebase replays, even those that a later commit or a merge commit
 * reverts. For a branch of one commit, they are its list of files.
 * @throws OutsideError if there are too many commits
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
 * Returns where else a replayed change may land: the base may have moved the file since the branch left it, and the
 * branch may have left it several times. If no commit is a merge, the other lists cover this.
 * @throws OutsideError if the branch left its base too often
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
