import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { lstat, open, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type FailReason, UsageError } from '@suite/errors'
import { inParallel } from '@suite/http'
import { MANIFEST_NAME } from '@suite/release-assets'
import { visible } from '@suite/report'
import { reasons } from '../reasons.ts'
import type { FolderEntry } from './folder-entry.ts'

/** Files that are hashed at the same time; each takes a core. */
const atOnce = 2
/** Bytes that are hashed at once. */
const chunkSize = 256 * 1024
/** A release has at most 1,000 assets; a folder with more entries is another one. */
const mostEntries = 2_000

/** The folder with the files of the release, as it is on disk. */
export interface ReleaseFolder {
  readonly path: string
  readonly entries: readonly FolderEntry[]
}

/**
 * Lists the folder of a manifest, and hashes every file in it. No symlink is followed.
 * @throws UsageError `files-differ` if there is no such folder or manifest, or it cannot be read
 */
export async function readFolder(manifestPath: string): Promise<ReleaseFolder> {
  if (basename(manifestPath) !== MANIFEST_NAME)
    throw differ(
      `assets-manifest names ${visible(basename(manifestPath), 200)}, and must name a file ${MANIFEST_NAME}`,
    )
  const path = dirname(manifestPath)
  try {
    const found = await readdir(path, { withFileTypes: true })
    if (found.length > mostEntries)
      throw differ(`the folder ${visible(path, 200)} has ${found.length} entries`)
    const entries = await inParallel(atOnce, found, (entry) => readEntry(path, entry))
    return { path, entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) }
  } catch (error) {
    throw asProblem(error, path)
  }
}

async function readEntry(folder: string, entry: Dirent): Promise<FolderEntry> {
  const path = join(folder, entry.name)
  const kind = kindOf(entry)
  const { size } = await lstat(path)
  return { name: entry.name, kind, size, sha256: kind === 'file' ? await hashFile(path) : undefined }
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isSymbolicLink()) return 'symlink'
  return entry.isDirectory() ? 'folder' : 'other'
}

/** Reads every part into the same memory: fresh memory for each would add up before it is given back. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  const part = Buffer.allocUnsafeSlow(chunkSize)
  const file = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead } = await file.read(part, 0, chunkSize)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(part.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/**
 * Reads a small file whole.
 * @throws UsageError of `reason` if it cannot be read, is not a regular file, or is larger than `most` bytes
 */
export async function readSmallFile(
  path: string,
  most: number,
  reason: FailReason = reasons['files-differ'],
): Promise<Uint8Array> {
  try {
    const found = await lstat(path)
    if (!found.isFile()) throw differ(`${visible(path, 200)} is not a regular file`, reason)
    if (found.size > most) throw differ(`${visible(path, 200)} has more than ${most} bytes`, reason)
    return await readFile(path)
  } catch (error) {
    throw asProblem(error, path, reason)
  }
}

function asProblem(error: unknown, path: string, reason: FailReason = reasons['files-differ']): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return differ(`${visible(path, 200)} cannot be read (${String(error.code)})`, reason, error)
}

function differ(what: string, reason: FailReason = reasons['files-differ'], cause?: unknown): UsageError {
  return new UsageError(reason, what, undefined, { cause })
}
