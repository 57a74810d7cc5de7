import { kindOf } from '../tree-entries.ts'
import { changedOnDisk } from './changed-on-disk.ts'
import type { Clone } from './program.ts'
import { readTree } from './tree-rows.ts'

/**
 * Returns those of the paths that are files of the commit which is checked out and that still have its content.
 * @throws OutsideError `git-failed` if git does not answer
 */
export async function committedFiles(clone: Clone, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return []
  const wanted = new Set(paths)
  const files = (await readTree(clone, 'HEAD'))
    .filter((row) => wanted.has(row.path) && kindOf(row) === 'file')
    .map(({ path, id }) => ({ path, kind: 'file' as const, newId: id }))
  const changed = new Set(await changedOnDisk(clone, files))
  return files.map(({ path }) => path).filter((path) => !changed.has(path))
}
