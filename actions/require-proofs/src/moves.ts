import type { ChangedFile, TreeEntry } from '@suite/changes'
import { foldersOf, targetsOfFolder } from './folders.ts'

export type Tree = ReadonlyMap<string, TreeEntry>

/** A path that a merge may change elsewhere than the branch does. */
export interface Move {
  /** What happened: the branch edits it, or adds it to a folder; or the base adds it to a folder that the branch moved. */
  readonly what: 'edited' | 'added' | 'carried'
  /** As the branch changes it, or for a file that only the base has, where the base has it. */
  readonly from: string
  /** Where the change may land instead; empty if there are too many places to tell. */
  readonly to: readonly string[]
  readonly tooMany?: true
}

/** So many places are looked at for one path at most, and for all of them together. */
const mostPlaces = 2_000
const mostInAll = 100_000

/**
 * Where a merge may carry what a branch changes, beyond the paths that the branch itself changes. Git follows renames:
 * an edit of a file that the base has moved lands in the moved file, and a new file in a folder that the base has moved
 * lands in the moved folder. The same holds the other way round: a new file of the base follows a folder that the
 * branch has moved. Renames are told by content that is alike, which trees do not show, so every place that they
 * allow is named; git chooses one of them, or none.
 *
 * @param before the tree of a merge base
 * @param base the tree of the base branch now
 * @param files what the branch changes over `before`
 */
export function possibleMoves(before: Tree, base: Tree, files: readonly ChangedFile[]): Move[] {
  const ours = sideOf(
    before,
    new Set([...before.keys()].filter((path) => !base.has(path))),
    [...base.values()].filter(({ path }) => !before.has(path)),
  )
  const branch = changesOf(before, files)
  const theirs = sideOf(
    before,
    branch.removed,
    branch.added.map((path) => ({ path })),
  )
  const edited = branch.edited
    .filter((path) => ours.gone.has(path))
    .map((path) => moveOf('edited', path, ours.destinations(path)))
  const added = branch.added.flatMap((path) => optional('added', path, ours.carried(path)))
  // What the base has added is then changed where it is, too: it goes away there.
  const carried = ours.arrived.flatMap(({ path }) => optional('carried', path, theirs.carried(path), [path]))
  let places = 0
  return [...edited, ...added, ...carried]
    .filter(({ to, tooMany }) => to.length > 0 || tooMany)
    .map((move) => {
      places += move.to.length
      return places > mostInAll ? { what: move.what, from: move.from, to: [], tooMany: true } : move
    })
}

function changesOf(before: Tree, files: readonly ChangedFile[]) {
  const removed = new Set(
    files.flatMap(({ path, previousPath, status }) => {
      if (status === 'removed') return [path]
      return status === 'renamed' && previousPath !== undefined ? [previousPath] : []
    }),
  )
  const present = files.filter(({ status }) => status !== 'removed').map(({ path }) => path)
  return {
    removed,
    added: present.filter((path) => !before.has(path)),
    edited: present.filter((path) => before.has(path)),
  }
}

/** An entry of which the content may be unknown. */
type Arrival = Pick<TreeEntry, 'path'> & Partial<TreeEntry>

/** One side of a merge: the paths that are gone on it, and those that are new on it. */
function sideOf(before: Tree, gone: ReadonlySet<string>, arrived: readonly Arrival[]) {
  const left = new Set(foldersOf([...before.keys()].filter((path) => !gone.has(path))))
  for (const folder of foldersOf(arrived.map(({ path }) => path))) left.add(folder)
  const byId = groupById(arrived)
  const goneById = new Map<string, number>()
  for (const path of gone) {
    const id = before.get(path)?.id ?? ''
    goneById.set(id, (goneById.get(id) ?? 0) + 1)
  }
  const everywhere = arrived.map(({ path }) => path)

  /** Content that is equal is one move for certain, unless another path that is gone had the same content. */
  const destinations = (path: string): readonly string[] => {
    const id = before.get(path)?.id ?? ''
    const equal = byId.get(id)
    return equal && goneById.get(id) === 1 ? equal : everywhere
  }

  const folders = new Map<string, readonly string[]>()
  const targetsOf = (folder: string) => {
    const known = folders.get(folder) ?? targetsOfFolder(folder, gone, destinations)
    folders.set(folder, known)
    return known
  }

  return {
    gone,
    arrived,
    destinations,
    /** Where a file goes that the other side has put into a folder which is gone on this side. */
    carried: (path: string): string[] =>
      foldersOf([path])
        .filter((folder) => !left.has(folder))
        .flatMap((folder) =>
          targetsOf(folder).map(
            (target) => `${target}${target === '' ? '' : '/'}${path.slice(folder.length + 1)}`,
          ),
        ),
  }
}

function groupById(arrived: readonly Arrival[]): Map<string, string[]> {
  const byId = new Map<string, string[]>()
  for (const { id, path } of arrived) if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), path])
  return byId
}

function optional(
  what: Move['what'],
  from: string,
  to: readonly string[],
  besides: readonly string[] = [],
): Move[] {
  return to.length === 0 ? [] : [moveOf(what, from, [...to, ...besides])]
}

function moveOf(what: Move['what'], from: string, to: readonly string[]): Move {
  return to.length > mostPlaces ? { what, from, to: [], tooMany: true } : { what, from, to: [...new Set(to)] }
}
