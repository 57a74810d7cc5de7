import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { create } from '@actions/glob'
import { undefinedIfMissing } from '@suite/folders'
import { readPieces } from './file-pieces.ts'

/** A file on disk that a line of `coverage` matches. */
export interface ListedFile {
  readonly path: string
  /** For messages: below the workspace, with `/`, or else absolute. */
  readonly shown: string
  readonly bytes: number
}

/** The files that a glob matches, and the symbolic links that it matches but that lead elsewhere. */
export interface Listing {
  readonly files: readonly ListedFile[]
  readonly leaving: readonly string[]
}

/** How reports are found and read. */
export interface ReportFiles {
  /** Returns the files that a glob matches, sorted by path. */
  list(glob: string): Promise<Listing>
  /** Returns the content in pieces. The next piece may overwrite the one before. */
  read(path: string): AsyncIterable<Uint8Array>
}

/** Returns access to the reports on disk. A relative glob starts in the workspace. */
export function createReportFiles(workspace: string): ReportFiles {
  return {
    async list(glob) {
      const pattern = isAbsolute(glob) ? glob : join(escapeGlob(workspace), glob)
      const options = { followSymbolicLinks: false, matchDirectories: false, implicitDescendants: false }
      const globber = await create(pattern, options)
      const [root = workspace] = globber.getSearchPaths()
      // A glob may name another folder, such as the runner's temporary one. A link may not.
      const home = await realpath(isBelow(workspace, root) ? workspace : root).catch(() => workspace)
      // Below a file, or behind a link to itself, there is nothing to match.
      const found = (await globber.glob().catch(undefinedIfMissing)) ?? []
      const files: ListedFile[] = []
      const leaving: string[] = []
      for (const path of found.toSorted()) {
        const shown = shownPath(workspace, path)
        if (isOfDependency(relative(root, path))) continue
        const [real, about] = await Promise.all([realpath(path), stat(path)]).catch(() => [])
        if (real === undefined || !isBelow(home, real)) leaving.push(shown)
        else if (about?.isFile()) files.push({ path, shown, bytes: about.size })
      }
      return { files, leaving }
    },
    read: readPieces,
  }
}

/** A package may ship the report of its own tests. A glob finds it only if it names the folder. */
function isOfDependency(below: string): boolean {
  return below.split(sep).includes('node_modules')
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

function shownPath(workspace: string, path: string): string {
  const whole = resolve(path)
  return isBelow(workspace, whole) ? relative(workspace, whole).split(sep).join('/') : whole
}

/** Returns a glob that matches only this path. */
export function escapeGlob(path: string): string {
  const literal = sep === '\\' ? path : path.replaceAll('\\', '\\\\')
  return literal.replaceAll(/[[?*]/g, (character) => `[${character}]`)
}
