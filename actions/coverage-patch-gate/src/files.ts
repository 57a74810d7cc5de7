import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { makeFolder, undefinedIfMissing } from '@suite/folders'
import { visible } from '@suite/report'
import { reasons } from './reasons.ts'

/** Files that the action reads and writes on the disk of the runner. */
export interface Files {
  /** Returns the text of a file; undefined if there is none. */
  read(path: string): Promise<string | undefined>
  /**
   * Writes a file as a whole and reads it back.
   * @throws OutsideError `file-not-written`
   */
  write(path: string, text: string): Promise<void>
}

/**
 * Returns the files below the workspace and the temporary folder of the runner. A relative path starts in the
 * workspace. The change may contain symlinks, so nothing is written to a folder that one of them leads to.
 */
export function createFiles(workspace: string, temporary: string): Files {
  const locate = (path: string) => resolve(workspace, path)

  async function requireInside(file: string): Promise<void> {
    await makeFolder(temporary).catch((cause: Error) => {
      throw notWritten(file, cause.message, { cause })
    })
    const roots = await Promise.all([workspace, temporary].map((root) => realpath(root)))
    const folder = await existingAncestor(dirname(file))
    if (file.split(sep).includes('.git'))
      throw notWritten(file, 'it is in the folder where git keeps the repository')
    if (roots.some((root) => folder === root || folder.startsWith(`${root}${sep}`))) return
    throw notWritten(file, 'it is neither below the workspace nor below the temporary folder of the runner')
  }

  async function write(path: string, text: string): Promise<void> {
    const file = locate(path)
    await requireInside(file)
    // A rename replaces a symlink instead of following it.
    const beside = join(dirname(file), `.${basename(file)}-${randomUUID()}`)
    try {
      await makeFolder(dirname(file))
      await writeFile(beside, text, { flag: 'wx' })
      await rename(beside, file)
    } catch (cause) {
      await rm(beside, { force: true }).catch(() => {})
      throw notWritten(file, cause instanceof Error ? cause.message : String(cause), { cause })
    }
    if ((await readFile(file, 'utf8')) !== text)
      throw notWritten(file, 'it does not read back as it was written')
  }

  return {
    read(path) {
      return readFile(locate(path), 'utf8')
        .catch(undefinedIfMissing)
        .catch((cause: NodeJS.ErrnoException) => {
          const what = `${visible(path)} cannot be read (${cause.code})`
          throw new OutsideError(commonReasons['outside-failed'], what, 'Give the path of a regular file.', {
            cause,
          })
        })
    },
    write,
  }
}

/** Returns the real path of the nearest folder that exists. */
async function existingAncestor(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const parent = dirname(folder)
    return parent === folder ? folder : existingAncestor(parent)
  }
}

function notWritten(file: string, why: string, options?: ErrorOptions): OutsideError {
  return new OutsideError(
    reasons['file-not-written'],
    `${visible(file)} was not written: ${visible(why)}`,
    undefined,
    options,
  )
}
