import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { readVariable, type Variables } from './environment.ts'

/** How a platform finds programs. Tests give another one, because each runs on one platform only. */
export interface ProgramSearch {
  readonly isWindows: boolean
  /** Returns whether there is a file that may be run. */
  readonly isProgram: (path: string) => Promise<boolean>
}

export const thisSearch: ProgramSearch = {
  isWindows: process.platform === 'win32',
  isProgram: (path) =>
    access(path, constants.X_OK)
      .then(() => stat(path))
      .then(
        (found) => found.isFile(),
        () => false,
      ),
}

/** Where a POSIX system searches if PATH is not set. */
const defaultPath = '/usr/local/bin:/usr/bin:/bin'

/** What Windows starts: programs, and batch files by its command prompt. A file without such an ending is a script of another shell. */
const startable = ['.COM', '.EXE', '.BAT', '.CMD']

/**
 * Returns the path of a program as the platform finds it: on Windows with the endings of PATHEXT. Returns undefined if
 * there is none. Only absolute folders of PATH count, and never the current folder, because that is the checkout.
 *
 * @param name a name to look up in PATH, or a path
 */
export async function findProgram(
  name: string,
  variables: Variables,
  search: ProgramSearch = thisSearch,
): Promise<string | undefined> {
  for (const path of candidatesFor(name, variables, search.isWindows))
    if (await search.isProgram(path)) return path
  return undefined
}

/** Returns every path of that program of PATH that exists, in the order of PATH. */
export async function findPrograms(
  name: string,
  variables: Variables,
  search: ProgramSearch = thisSearch,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of new Set(candidatesFor(name, variables, search.isWindows)))
    if (await search.isProgram(path)) found.push(path)
  return found
}

/** Returns the absolute folders of PATH. */
export function foldersOfPath(variables: Variables, isWindows: boolean): readonly string[] {
  const path = readVariable(variables, 'PATH', isWindows) ?? (isWindows ? '' : defaultPath)
  if (!isWindows) return path.split(posix.delimiter).filter((folder) => folder.startsWith('/'))
  return path
    .split(win32.delimiter)
    .map((folder) => folder.trim().replace(/^"(.*)"$/, '$1'))
    .filter((folder) => /^(?:[A-Za-z]:[\\/]|\\\\)/.test(folder))
}

function candidatesFor(name: string, variables: Variables, isWindows: boolean): readonly string[] {
  const { join } = isWindows ? win32 : posix
  const isPath = isWindows ? /[\\/]/.test(name) : name.includes('/')
  const names = isWindows ? namesOnWindows(name, variables) : [name]
  if (isPath) return names
  return foldersOfPath(variables, isWindows).flatMap((folder) => names.map((each) => join(folder, each)))
}

function namesOnWindows(name: string, variables: Variables): readonly string[] {
  const given = readVariable(variables, 'PATHEXT', true) || startable.join(';')
  const endings = given
    .split(';')
    .map((ending) => ending.trim())
    .filter((ending) => startable.includes(ending.toUpperCase()))
  const hasEnding = startable.includes(win32.extname(name).toUpperCase())
  return [...(hasEnding ? [name] : []), ...endings.map((ending) => `${name}${ending.toLowerCase()}`)]
}
