import { posix } from 'node:path'

/** For each folder in which relative paths may start: how many of the report's paths are in the tree below it. */
export interface FolderVotes {
  readonly folders: readonly string[]
  /** Counts one relative path, by its place below each folder. */
  add(paths: readonly (string | undefined)[]): void
  /** Returns the index of the folder in which the paths start. */
  elected(): number
  /** How many relative paths are in the tree below that folder. */
  mapped(): number
}

/**
 * Returns an empty count of votes. If no folder is given, the folders are those above the tracefile, the nearest one
 * first. The nearest one below which all paths are in the tree wins, or else the one below which most of them are.
 */
export function createFolderVotes(tracefile: string, given: string | undefined): FolderVotes {
  const folders = given === undefined ? foldersAbove(tracefile) : [given]
  const votes = folders.map(() => 0)
  const elected = () => votes.reduce((best, count, index) => (count > (votes[best] ?? 0) ? index : best), 0)
  return {
    folders,
    add(paths) {
      for (const [index, path] of paths.entries())
        if (path !== undefined) votes[index] = (votes[index] ?? 0) + 1
    },
    elected,
    mapped: () => votes[elected()] ?? 0,
  }
}

/** Returns the folders above a file of the checkout, the nearest one first. The root is empty. */
export function foldersAbove(file: string): readonly string[] {
  if (file.startsWith('/') || /^[A-Za-z]:|^\.\.\//.test(file)) return ['']
  const folders: string[] = []
  for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder)
  return [...folders, '']
}
