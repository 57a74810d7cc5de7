import { readdir, rm } from 'node:fs/promises'
import { decodePath } from '@suite/changes'
import { placeOf } from '@suite/changes/clone'
import type { LaidOut } from './laid-out.ts'

/** Removes what an earlier build put next to the files of a commit, such as `node_modules`. */
export async function removeAdded({ folder, tracked, included }: LaidOut): Promise<void> {
  const files = new Set([...tracked, ...included])
  const folders = new Set([...files].flatMap(parentsOf))
  await clean(folder, '', files, folders)
}

async function clean(
  root: string,
  below: string,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<void> {
  for (const entry of await readdir(placeOf(root, below), { withFileTypes: true, encoding: 'buffer' })) {
    const path = below === '' ? decodePath(entry.name) : `${below}/${decodePath(entry.name)}`
    if (entry.isDirectory() && folders.has(path)) await clean(root, path, files, folders)
    else if (entry.isDirectory() || !files.has(path))
      await rm(placeOf(root, path), { recursive: true, force: true })
  }
}

function parentsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
