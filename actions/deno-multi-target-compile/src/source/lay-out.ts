import { chmod, copyFile, lstat, mkdir, readlink, realpath, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { decodePath, type TreeEntry } from '@suite/changes'
import {
  type Clone,
  changedInWorkTree,
  placeOf,
  readCheckout,
  readCommitTime,
  readEntries,
  rootOf,
  untrackedPaths,
  writeEntries,
} from '@suite/changes/clone'
import { commonReasons, OutsideError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import { visible } from '@suite/report'
import { findIncluded } from './find-included.ts'
import { refuseChanged, refuseUnusable } from './judge-source.ts'
import type { LaidOut } from './laid-out.ts'
import { readLinks, readPointers } from './read-facts.ts'
import { setTimes } from './set-times.ts'

export interface LayOutTerms {
  /** The absolute path of the folder that is written. What is there is removed. */
  readonly to: string
  /** Lines of the input `include`. */
  readonly include: readonly string[]
  /** From the root of the repository; `.` is the root. */
  readonly workingDirectory: string
}

/**
 * Lays out the commit that is checked out: its files with their modes, and the untracked files that `include` names.
 * Everything has the time of the commit.
 * @throws UsageError `tree-dirty` with the tracked files that differ from the commit
 * @throws UsageError `source-unusable` with all that cannot be laid out
 * @throws UsageError `include-invalid` with the lines that cannot be used
 * @throws OutsideError `git-failed`, or `outside-failed` if a file cannot be written
 */
export async function layOutCommit(clone: Clone, terms: LayOutTerms): Promise<LaidOut> {
  const { commit } = await readCheckout(clone)
  const entries = await readEntries(clone, commit)
  refuseChanged(await changedInWorkTree(clone, commit, entries), commit)
  const root = await rootOf(clone)
  const tracked = new Set(entries.keys())
  const included = await findIncluded(terms.include, {
    root,
    workingDirectory: terms.workingDirectory,
    tracked,
  })
  const files = [...entries.values()].filter(({ kind }) => kind !== 'submodule')
  refuseUnusable({
    submodules: [...entries.values()].filter(({ kind }) => kind === 'submodule').map(({ path }) => path),
    pointers: await readPointers(clone, files),
    links: new Map([...(await readLinks(clone, files)), ...(await linksOnDisk(root, included.untracked))]),
    paths: [...tracked, ...included.untracked],
  })
  const time = await readCommitTime(clone, commit)
  const folder = await write(clone, files, root, included.untracked, terms.to)
  await setTimes(folder, time)
  const left = (await untrackedPaths(clone)).filter((path) => !included.untracked.includes(path))
  return {
    folder,
    commit,
    time,
    files: files.length,
    tracked,
    objects: new Map(files.filter(({ kind }) => kind === 'file').map(({ path, id }) => [path, id])),
    included: included.untracked,
    includeArguments: included.arguments,
    left,
  }
}

async function write(
  clone: Clone,
  files: readonly TreeEntry[],
  root: string,
  untracked: readonly string[],
  to: string,
): Promise<string> {
  try {
    await rm(to, { recursive: true, force: true })
    await makeFolder(dirname(to))
    // A link in the path would be seen in error messages of deno, and might change.
    const folder = join(await realpath(dirname(to)), basename(to))
    await mkdir(folder)
    await chmod(folder, 0o755)
    await writeEntries(clone, files, folder)
    for (const path of untracked) await copy(root, folder, path)
    return folder
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    throw new OutsideError(
      commonReasons['outside-failed'],
      `the commit cannot be laid out in ${to}: ${visible(message)}`,
      'Look at the disk of the runner: its space, and the names that it allows.',
      { cause },
    )
  }
}

/** Copies an untracked file. Its right to be run is all that is kept of its mode. */
async function copy(root: string, folder: string, path: string): Promise<void> {
  const [from, to] = [placeOf(root, path), placeOf(folder, path)]
  await mkdir(dirname(to.toString()), { recursive: true, mode: 0o755 })
  const stats = await lstat(from)
  if (stats.isSymbolicLink()) return symlink(await readlink(from, { encoding: 'buffer' }), to)
  await copyFile(from, to)
  await chmod(to, (stats.mode & 0o100) === 0 ? 0o644 : 0o755)
}

async function linksOnDisk(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const path of paths) {
    const place = placeOf(root, path)
    if ((await lstat(place)).isSymbolicLink())
      links.set(path, decodePath(await readlink(place, { encoding: 'buffer' })))
  }
  return links
}
