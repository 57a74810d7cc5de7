import { dirname, join, relative, sep } from 'node:path'
import { UsageError } from '@suite/errors'
import type { FoundLockfile } from './choose-manager.ts'
import { lockfiles } from './managers.ts'
import { type Manifest, type NamedManager, readManifest } from './manifest.ts'
import type { Files } from './ports.ts'
import { reasons } from './reasons.ts'

/** A Node project of the checkout. */
export interface Project {
  /** Absolute, without symbolic links. */
  readonly folder: string
  /** As messages name it. */
  readonly shown: string
  /** Returns another folder of the checkout as messages name it. */
  readonly nameOf: (folder: string) => string
  /** The path of its `package.json` in the checkout. */
  readonly path: string
  readonly manifest: Manifest
  /** The text of its `tsconfig.json`; undefined if there is none. */
  readonly tsconfig: string | undefined
  /** The managers that the nearest `package.json` with any names, from the project upwards. */
  readonly named: readonly NamedManager[]
  readonly lockfiles: readonly FoundLockfile[]
  /** The project's folder, and those above it up to the checkout. */
  readonly folders: readonly string[]
}

/**
 * Reads what decides which commands run.
 * @throws UsageError `project-missing`, `project-invalid`
 */
export async function readProject(files: Files, workspace: string, directory: string): Promise<Project> {
  const top = await files.realFolder(workspace)
  const folder = await files.realFolder(join(workspace, directory))
  const text = folder === undefined ? undefined : await files.read(join(folder, 'package.json'))
  const path = join(directory, 'package.json')
  const shown = folder === top ? 'the root of the repository' : directory
  if (top === undefined || folder === undefined || text === undefined)
    throw new UsageError(reasons['project-missing'], `there is no ${path} in the checkout`)
  const folders = foldersUpTo(top, folder)
  const manifest = required(readManifest(text), path)
  const [tsconfig, named, found] = await Promise.all([
    files.read(join(folder, 'tsconfig.json')),
    manifest.managers.length > 0 ? manifest.managers : managersNamedAbove(files, folders),
    findLockfiles(files, folders),
  ])
  const nameOf = (other: string) =>
    other === top ? 'the root of the repository' : relative(top, other).split(sep).join('/')
  return { folder, shown, nameOf, path, manifest, tsconfig, named, lockfiles: found, folders }
}

/** Returns a folder and those above it, up to the checkout. A folder outside of it stands alone. */
function foldersUpTo(top: string, folder: string): string[] {
  const below = relative(top, folder)
  if (below === '..' || below.startsWith(`..${sep}`)) return [folder]
  const folders = [folder]
  for (let each = folder; each !== top && dirname(each) !== each; ) {
    each = dirname(each)
    folders.push(each)
  }
  return folders
}

async function managersNamedAbove(
  files: Files,
  folders: readonly string[],
): Promise<readonly NamedManager[]> {
  for (const folder of folders.slice(1)) {
    const path = join(folder, 'package.json')
    const text = await files.read(path)
    const managers = text === undefined ? [] : required(readManifest(text), path).managers
    if (managers.length > 0) return managers
  }
  return []
}

async function findLockfiles(files: Files, folders: readonly string[]): Promise<FoundLockfile[]> {
  const all = folders.flatMap((folder, distance) =>
    [...lockfiles].map(([file, manager]) => ({ folder, file, manager, distance })),
  )
  const there = await Promise.all(all.map(({ folder, file }) => files.exists(join(folder, file))))
  return all.filter((_, index) => there[index])
}

function required(manifest: Manifest | string, path: string): Manifest {
  if (typeof manifest === 'string') throw new UsageError(reasons['project-invalid'], `${path} ${manifest}`)
  return manifest
}
