import type { ChangedFile, Changes, History } from '@suite/changes'
import type { Forge, PullRequestWithFiles } from '@suite/forge'
import { type Move, possibleMoves } from './moves.ts'
import { isMerge, movesOfReplays, replaysOf } from './replays.ts'

/** What merging a pull request changes, in addition to its list of files. */
export interface Landing {
  /** The tip of the base branch. */
  readonly tip: string
  readonly history: History
  /** The changes of the forge's test merge, of each commit that a rebase replays, and over each merge base. */
  readonly files: readonly ChangedFile[]
  /** The forge's test merge; undefined if only the branch itself lands, or the forge has no test merge. */
  readonly testMerge: string | undefined
  /** Where else a change may land. */
  readonly moves: readonly Move[]
}

/** Where a pull request lands, as far as it is known. */
export interface Place {
  readonly tip: string
  readonly history: History
}

/**
 * Returns what merging changes in addition. That is nothing if the branch starts at the tip of its base and its
 * commits form one line. Otherwise a test merge shows what a merge and a squash change; if the forge has no test
 * merge, the trees of both sides show where a change may land. A rebase drops merge commits and replays every other
 * commit, so an edit may land that the branch itself has reverted.
 */
export async function gatherLanding(
  { changes, pullRequests }: Forge,
  pull: PullRequestWithFiles,
  known: Place,
): Promise<Landing> {
  const { commits } = known.history
  const isBehind = commits.length > 0 && !isAtTip(known)
  if (!isBehind && !commits.some(isMerge)) return { ...known, files: [], testMerge: undefined, moves: [] }
  const merge = isBehind ? await pullRequests.testMerge(pull) : undefined
  const { tip, history } =
    merge === undefined || merge.base === known.tip
      ? known
      : { tip: merge.base, history: await changes.history(merge.base, pull.head.sha) }
  const byTrees = (isBehind && merge === undefined) || history.mergeBases.length > 1
  const [merged, own, replays] = await Promise.all([
    merge === undefined ? [] : changes.between(merge.base, merge.id),
    byTrees ? ownChanges(changes, history, pull.head.sha) : [],
    pull.mayBeRebased ? replaysOf(changes, history) : [],
  ])
  const seen = [...pull.files, ...merged, ...own.flatMap(({ files }) => files)]
  const moves = await Promise.all([
    ...(merge === undefined ? own : []).map(({ from, files }) => movesSince(changes, from, tip, files)),
    movesOfReplays(changes, { tip, history }, { replays, seen }),
  ])
  return {
    tip,
    history,
    files: [...own.flatMap(({ files }) => files), ...merged, ...replays],
    testMerge: merge?.id,
    moves: moves.flat(),
  }
}

function isAtTip({ tip, history: { mergeBases } }: Place): boolean {
  return mergeBases.length === 1 && mergeBases[0] === tip
}

/** Returns what the branch changes over each merge base. */
function ownChanges(changes: Changes, { mergeBases }: History, head: string) {
  return Promise.all(mergeBases.map(async (from) => ({ from, files: await changes.between(from, head) })))
}

async function movesSince(changes: Changes, from: string, tip: string, files: readonly ChangedFile[]) {
  const [before, base] = await Promise.all([changes.tree(from), changes.tree(tip)])
  return possibleMoves(before, base, files)
}
