import { decodePath, type TreeEntry } from '@suite/changes'
import { type Clone, readBlobs } from '@suite/changes/clone'
import { isPointer, longestPointer } from './large-file-pointer.ts'

/** Returns the symlinks among entries, with their targets. */
export async function readLinks(clone: Clone, entries: readonly TreeEntry[]): Promise<Map<string, string>> {
  const links = entries.filter(({ kind }) => kind === 'symlink')
  const targets = await readBlobs(
    clone,
    links.map(({ id }) => id),
  )
  return new Map(links.map(({ path, id }) => [path, decodePath(targets.get(id) ?? new Uint8Array())]))
}

/** Returns the paths at which the commit holds a pointer of Git LFS in place of a file. */
export async function readPointers(clone: Clone, entries: readonly TreeEntry[]): Promise<readonly string[]> {
  const small = entries.filter(({ kind, size = 0 }) => kind === 'file' && size > 0 && size < longestPointer)
  const blobs = await readBlobs(
    clone,
    small.map(({ id }) => id),
  )
  return small.filter(({ id }) => isPointer(blobs.get(id) ?? new Uint8Array())).map(({ path }) => path)
}
