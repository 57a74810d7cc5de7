import type { TreeEntry } from './changes.ts'

/** Neighbouring lines that one side has in the place of lines of the other. */
export interface Hunk {
  /** The number of the first removed line; if none is removed, of the line after which the others are added. */
  readonly oldStart: number
  /** Lines without their line feed; a carriage return stays. */
  readonly removed: readonly string[]
  /** The number of the first added line; if none is added, of the line after which the others are removed. */
  readonly newStart: number
  readonly added: readonly string[]
}

/** What differs in one file between two commits. */
export interface ChangedLines {
  /** Of the right side; of the left side for a removed file. Decoded by `decodePath`. */
  readonly path: string
  readonly status: 'added' | 'modified' | 'removed'
  /** Of the right side; of the left side for a removed file. */
  readonly kind: TreeEntry['kind']
  /** Whether one side holds a NUL byte near its beginning. Such a file has no hunks. */
  readonly isBinary: boolean
  /** In the order of the file. Lines of regular files only: the target of a symlink is not a line. */
  readonly hunks: readonly Hunk[]
  /** The object id of the content on the right side; undefined for a removed file. */
  readonly newId: string | undefined
  /** The object id of the content on the left side; undefined for an added file. */
  readonly oldId: string | undefined
}
