import { lstat } from 'node:fs/promises'
import type { TreeEntry } from '../changes.ts'
import { lineOf, pathIn } from './answers.ts'
import { changedOnDisk, runNothing } from './changed-on-disk.ts'
import { pathsIn } from './fields.ts'
import { type Clone, createGit } from './program.ts'
import { placeOf } from './write-entries.ts'

/**
 * Returns the paths at which the working tree or the index differs from the commit that is checked out, sorted:
 * another content, another right to run a file, a missing file unless a sparse checkout leaves it out, and a file that
 * was added to the index. An untracked file is no difference.
 * @param entries of the commit, as `readEntries` returns them
 * @throws OutsideError `git-failed` if git does not answer
 */
export async function changedInWorkTree(
  clone: Clone,
  commit: string,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<readonly string[]> {
  const root = await rootOf(clone)
  const { git } = createGit(root, clone.signal, clone.options)
  const expected = [...entries.values()].map(({ path, kind, id }) => ({ path, kind, newId: id }))
  const contents = await changedOnDisk(clone, expected)
  const modes = await changedModes(clone, root, entries.values())
  const staged = await git(
    ...runNothing,
    'diff-index',
    '--cached',
    '--name-only',
    '--no-renames',
    '-z',
    commit,
  )
  return [...new Set([...contents, ...modes, ...pathsIn(staged, 'diff-index')])].toSorted()
}

/**
 * Returns the paths in the working tree that are neither tracked nor ignored. A folder without tracked files is one
 * path that ends with `/`.
 * @throws OutsideError `git-failed` if git does not answer
 */
export async function untrackedPaths(clone: Clone): Promise<readonly string[]> {
  const { git } = createGit(await rootOf(clone), clone.signal, clone.options)
  const options = ['--others', '--exclude-standard', '--directory', '--no-empty-directory', '-z']
  return pathsIn(await git(...runNothing, 'ls-files', ...options), 'ls-files')
}

/** Returns the absolute path of the working tree of a clone. */
export async function rootOf({ git }: Clone): Promise<string> {
  return pathIn(await git('rev-parse', '--show-toplevel'), 'rev-parse --show-toplevel')
}

async function changedModes(
  { findWithGit }: Clone,
  root: string,
  entries: Iterable<TreeEntry>,
): Promise<readonly string[]> {
  const setting = await findWithGit('config', '--type=bool', '--get', 'core.fileMode')
  // The disk of the clone may not know the right to run a file.
  if (setting !== undefined && lineOf(setting) === 'false') return []
  const changed: string[] = []
  for (const { path, kind, executable = false } of entries) {
    if (kind !== 'file') continue
    const stats = await lstat(placeOf(root, path)).catch(() => undefined)
    if (stats?.isFile() && ((stats.mode & 0o100) !== 0) !== executable) changed.push(path)
  }
  return changed
}
