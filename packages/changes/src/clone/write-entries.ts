import { chmod, mkdir, open, symlink } from 'node:fs/promises'
import type { TreeEntry } from '../changes.ts'
import { encodePath } from '../path-bytes.ts'
import { readBlobs } from './blobs.ts'
import type { Clone } from './program.ts'

/** How many bytes of contents are in memory at a time, unless a single file has more. */
const mostBytesAtOnce = 32 * 1024 * 1024

/**
 * Writes entries of a commit into an empty folder: the bytes of the blobs, whatever `.gitattributes` and filters say,
 * and the modes 644 or 755, whatever the umask. Symlinks are written last, so nothing is written through one.
 * Submodules are left out.
 * @throws OutsideError `git-failed` if the clone lacks a content
 * @throws Error if a file cannot be written, such as for a name that the disk does not allow
 */
export async function writeEntries(
  clone: Clone,
  entries: Iterable<TreeEntry>,
  folder: string,
): Promise<void> {
  const all = [...entries]
  const made = new Set<string>()
  for (const { path } of all) await makeParents(folder, path, made)
  for (const group of groupsOf(all.filter(({ kind }) => kind === 'file'))) {
    const blobs = await readBlobs(
      clone,
      group.map(({ id }) => id),
    )
    for (const { path, id, executable } of group)
      await writeNew(placeOf(folder, path), blobs.get(id) ?? new Uint8Array(), executable ? 0o755 : 0o644)
  }
  const links = all.filter(({ kind }) => kind === 'symlink')
  const targets = await readBlobs(
    clone,
    links.map(({ id }) => id),
  )
  for (const { path, id } of links)
    await symlink(Buffer.from(targets.get(id) ?? new Uint8Array()), placeOf(folder, path))
}

/** Returns a path below a folder as the disk takes it. A name need not be UTF-8. */
export function placeOf(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), encodePath(path)])
}

async function makeParents(folder: string, path: string, made: Set<string>): Promise<void> {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const parent = path.slice(0, slash)
    if (made.has(parent)) continue
    made.add(parent)
    await mkdir(placeOf(folder, parent)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await chmod(placeOf(folder, parent), 0o755)
  }
}

async function writeNew(place: Buffer, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(place, 'wx', mode)
  try {
    await file.writeFile(bytes)
    await file.chmod(mode)
  } finally {
    await file.close()
  }
}

function* groupsOf(files: readonly TreeEntry[]): Generator<readonly TreeEntry[]> {
  let group: TreeEntry[] = []
  let bytes = 0
  for (const file of files) {
    if (group.length > 0 && bytes + (file.size ?? 0) > mostBytesAtOnce) {
      yield group
      group = []
      bytes = 0
    }
    group.push(file)
    bytes += file.size ?? 0
  }
  if (group.length > 0) yield group
}
