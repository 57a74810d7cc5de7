/** How a file stands in a change, in git's words. */
export type FileStatus = 'added' | 'modified' | 'removed' | 'renamed' | 'copied'

/** One file of a change, by its path at the head. */
export interface ChangedFile {
  readonly path: string
  /** The path that it was renamed or copied from. */
  readonly previousPath?: string
  readonly status: FileStatus
}

/**
 * Returns every path that a change touches, once each, sorted by code unit. A renamed file touches both its paths, so
 * that moving a file away is seen, and a rename means the same as the removal and addition it consists of.
 * The source of a copy is not touched.
 */
export function listTouchedPaths(files: readonly ChangedFile[]): readonly string[] {
  const paths = files.flatMap(({ path, previousPath, status }) =>
    previousPath === undefined || status === 'copied' ? [path] : [path, previousPath],
  )
  return [...new Set(paths)].sort()
}
