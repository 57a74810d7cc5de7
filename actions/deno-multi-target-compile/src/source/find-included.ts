import { lstat, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path'
import { create } from '@actions/glob'
import { type Problem, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import { type IncludeLine, readIncludeLines } from './include-lines.ts'
import { sourceReasons } from './reasons.ts'

/** What `include` names. Paths are from the root of the repository, unless said otherwise. */
export interface Included {
  /** Untracked files and symlinks. */
  readonly untracked: readonly string[]
  /** What `--include` of deno gets: paths from `working-directory`, and specifiers. */
  readonly arguments: readonly string[]
}

interface Place {
  /** The absolute path of the work tree. */
  readonly root: string
  readonly workingDirectory: string
  readonly tracked: ReadonlySet<string>
}

/**
 * Returns what the lines of `include` name. A folder stands for all that is in it, a glob for the files that it
 * matches. Nothing below `.git` is included.
 * @throws UsageError `include-invalid` with every line that names nothing, or something outside of the repository
 */
export async function findIncluded(lines: readonly string[], place: Place): Promise<Included> {
  const read = readIncludeLines(lines, place.workingDirectory)
  const problems: Problem[] = [...read.problems]
  const untracked = new Set<string>()
  const passed: string[] = []
  for (const line of read.lines) {
    if (line.kind === 'specifier') {
      passed.push(line.text)
      continue
    }
    const paths = await matchesOf(line, place.root)
    if (paths.length === 0)
      problems.push({ what: `include: ${visible(line.text)} matches no file of the checkout` })
    for (const path of paths) if (!place.tracked.has(path)) untracked.add(path)
    const named = line.isPlain ? [line.glob] : paths
    passed.push(...named.map((path) => argumentFor(path, place.workingDirectory)))
  }
  if (problems.length > 0) throw new UsageError(sourceReasons['include-invalid'], problems)
  return { untracked: [...untracked].toSorted(), arguments: [...new Set(passed)] }
}

async function matchesOf(
  { glob, text }: IncludeLine & { kind: 'path' },
  root: string,
): Promise<readonly string[]> {
  const options = { followSymbolicLinks: false, matchDirectories: true, implicitDescendants: true }
  const globber = await create(escapeGlob(root) + (glob === '.' ? '' : `/${glob}`), options)
  const found: string[] = []
  const home = await realpath(root)
  try {
    for await (const match of globber.globGenerator()) {
      const path = relative(root, match).split(sep).join('/')
      if (path.split('/').some((part) => part.toLowerCase() === '.git')) continue
      if ((await lstat(match)).isDirectory()) continue
      if (!isBelow(home, await realpath(dirname(match))))
        throw new Error('a symlink leads out of the repository')
      found.push(path)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const what = `include: ${visible(text)} cannot be read: ${visible(why)}`
    throw new UsageError(sourceReasons['include-invalid'], what, undefined, { cause })
  }
  return found.toSorted()
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function argumentFor(path: string, workingDirectory: string): string {
  const way = posix.relative(join('/', workingDirectory), join('/', path))
  return way.startsWith('../') || way === '' ? way || '.' : `./${way}`
}

/** Returns a glob that matches only this path. */
function escapeGlob(path: string): string {
  return path.replaceAll(/[[?*]/g, (character) => `[${character}]`)
}
