import type { ChangedFile, TreeEntry } from '@suite/changes'
import { foldersOf, targetsOfFolder } from './folders.ts'

export type Tree = ReadonlyMap<string, TreeEntry>

/** A path that a merge may change elsewhere than the branch does. */
export interface Move {
  /**
   * What happens: the branch edits it, or adds it to a folder; or the base adds it to a folder that the branch
   * moved.
   */
  readonly what: 'edited' | 'added' | 'carried'
  /** The path in the branch or, for a file that only the base has, in the base. */
  readonly from: string
  /** Where the change may land instead; empty if there are too many places. */
  readonly to: readonly string[]
  readonly tooMany?: true
}

/** The maximum number of places to check for one path, and for all paths together. */
const mostPlaces = 2_000
const mostInAll = 100_000

/**
 * Returns where a merge may carry the changes of a branch, in addition to the paths that the branch itself changes.
 * Git follows renames: an edit of a file that the base moved lands in the moved file, and a new file in a folder
 * that the base moved lands in the moved folder. The reverse holds too: a new file of the base follows a folder
 * that the branch moved. Git detects renames by similar content, which trees do not show, so this returns every
 * place that a rename allows; git chooses one of them, or none.
 *
 * @param before the tree of a merge base
 * @param base the current tree of the base branch
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
  // A file that the base added then also changes at its own path: it is removed there.
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

/** An entry whose content may be unknown. */
type Arrival = Pick<TreeEntry, 'path'> & Partial<TreeEntry>

/** Returns one side of a merge: the paths that it removed, and those that it added. */
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

  /** Equal content is certainly one move, unless another removed path had the same content. */
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
    /** Returns where a file goes that the other side added to a folder which this side removed. */
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
