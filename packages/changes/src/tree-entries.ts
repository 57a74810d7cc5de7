import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import type { TreeEntry } from './changes.ts'
import { changesReasons } from './reasons.ts'

/** A row of a tree, as git and every forge list it. `mode` is octal, such as `100644`. */
export interface TreeRow {
  readonly path: string
  readonly mode: string
  readonly id: string
  /** The size of a file in bytes. */
  readonly size?: number | undefined
}

/**
 * Returns the kind of entry that a mode stands for. Old repositories hold files of other permissions than git writes
 * today.
 * @throws OutsideError for a mode that git does not have, so that no entry is ignored
 */
export function kindOf({ path, mode }: TreeRow): TreeEntry['kind'] | 'folder' {
  if (/^100[0-7]{3}$/.test(mode)) return 'file'
  switch (mode) {
    case '040000':
      return 'folder'
    case '120000':
      return 'symlink'
    case '160000':
      return 'submodule'
    default:
      throw new OutsideError(
        commonReasons['outside-failed'],
        `the tree holds ${JSON.stringify(path)} with the mode ${JSON.stringify(mode)}, which git does not know`,
        'Run again; if it happens again, look at the repository with git fsck.',
      )
  }
}

/**
 * Returns the entries of a tree by path, without folders.
 * @throws OutsideError `list-incomplete` if two names read alike, as bytes that are not UTF-8 may: one would hide
 *   the other
 */
export function treeOf(rows: readonly TreeRow[]): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>()
  for (const row of rows) {
    const kind = kindOf(row)
    if (kind === 'folder') continue
    const { path, id, mode, size } = row
    if (entries.has(path))
      throw new OutsideError(
        changesReasons['list-incomplete'],
        `the tree holds ${JSON.stringify(path)} twice`,
        'Give the files names in UTF-8 that differ.',
      )
    entries.set(path, {
      path,
      kind,
      id,
      ...(kind === 'file' && size !== undefined && { size }),
      ...(mode === '100755' && { executable: true }),
    })
  }
  return entries
}

/** Returns the words for a path that holds no file. */
export function notAFile(path: string, ref: string, kind: string): UsageError {
  return new UsageError(
    changesReasons['not-a-file'],
    `${path} at ${ref} is a ${kind}, not a file`,
    'Give the path of a regular file.',
  )
}
