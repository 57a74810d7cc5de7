import { constants } from 'node:fs'
import { access, lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import { firstOf, visible } from '@suite/report'
import { reasons } from './reasons.ts'

/** Where the folder of the release may be. */
export interface Places {
  readonly workspace: string
  /** The temporary folder of the runner. */
  readonly temporary: string
  /** The folder of this run, which is removed at its end. */
  readonly scratch: string
}

/**
 * Returns the absolute path of the folder of the release, if this action may replace it: it does not exist, is empty,
 * or holds only files that this action writes. Nothing is changed.
 * @param names of the files that this run writes
 * @throws UsageError `output-not-empty`, `output-unusable`
 * @throws OutsideError `outside-failed` if the temporary folder cannot be used
 */
export async function claimFolder(
  given: string,
  names: readonly string[],
  { workspace, temporary, scratch }: Places,
): Promise<string> {
  const folder = resolve(workspace, given)
  const roots = await Promise.all([realpath(workspace), realTemporary(temporary)])
  const parent = await realAncestor(dirname(folder))
  // The folder itself may not exist yet; every folder above it may be a link.
  const isInside = (root: string) => parent === root || parent.startsWith(`${root}${sep}`)
  const real = join(parent, basename(folder))
  if (given.includes('\0') || roots.includes(real) || !roots.some(isInside))
    throw unusable(folder, 'it is not a folder below the workspace or the temporary folder of the runner')
  const removed = await realAncestor(scratch)
  if (real === removed || real.startsWith(`${removed}${sep}`))
    throw unusable(folder, 'it is in the folder of this run, which is removed at its end')
  if (real.toLowerCase().split(sep).includes('.git'))
    throw unusable(folder, 'it is in the folder where git keeps the repository')
  if (!(await isWritable(parent))) throw unusable(folder, 'a file or folder above it cannot be written to')
  const found = await lstat(folder).catch((error) => ifMissing(folder, error))
  if (found === undefined) return folder
  if (!found.isDirectory()) throw unusable(folder, 'it is a file or a link')
  const entries = await readdir(folder, { withFileTypes: true })
  const foreign = entries.filter((entry) => !entry.isFile() || !names.includes(entry.name))
  if (foreign.length > 0)
    throw new UsageError(
      reasons['output-not-empty'],
      `the folder ${visible(folder)} holds what this run does not write: ${firstOf(foreign, 5, ({ name }) => visible(name, 80))}`,
      'Remove it before this step, or give `output-dir` a folder that is empty or new.',
    )
  return folder
}

/** Returns the real path of the temporary folder of the runner, and makes the folder if it is missing. */
async function realTemporary(folder: string): Promise<string> {
  try {
    await makeFolder(folder)
    return await realpath(folder)
  } catch (cause) {
    throw new OutsideError(
      commonReasons['outside-failed'],
      `the temporary folder of the runner cannot be used: ${visible(cause instanceof Error ? cause.message : String(cause))}`,
      'Let RUNNER_TEMP name a folder that the runner can write to.',
      { cause },
    )
  }
}

/** Returns the real path of a folder, of which the last parts may not exist yet. */
async function realAncestor(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const parent = dirname(folder)
    return parent === folder ? folder : join(await realAncestor(parent), basename(folder))
  }
}

/** Returns whether a folder can be written to or, if it does not exist, the nearest one above it. */
async function isWritable(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) return dirname(folder) !== folder && isWritable(dirname(folder))
  return (
    found.isDirectory() &&
    access(folder, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    )
  )
}

function ifMissing(folder: string, error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw unusable(folder, `the system says ${error.code}`)
}

function unusable(folder: string, why: string): UsageError {
  return new UsageError(
    reasons['output-unusable'],
    `${visible(folder)} cannot be the folder of the release: ${why}`,
  )
}
