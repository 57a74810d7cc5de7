import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import { evidenceReasons } from './reasons.ts'

interface Replacement {
  readonly name: string
  readonly path: string
  readonly text: string
  /** The new file, complete, under a temporary name in the same folder. */
  readonly fresh: string
  /** A copy of the current file; undefined if there is no current file. */
  readonly former: string | undefined
}

/**
 * Writes texts into a folder, and creates the folder if needed. Each file appears whole or not at all, in the given
 * order. If one file cannot be put in place, the files before it are restored. A file system offers no stronger
 * guarantee: a process that is killed between two renames leaves some files new and some old.
 *
 * Links are not followed: a link in the place of the folder or of a file is refused.
 *
 * @param outdated names of files to remove once the new ones are in place, unless they are among the new ones
 * @param place moves a finished file to its final name
 * @returns name → path
 * @throws UsageError `proof-dir-unusable`, OutsideError `evidence-not-written`
 */
export async function replaceFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  outdated: readonly string[] = [],
  place: (fresh: string, path: string) => Promise<void> = rename,
): Promise<ReadonlyMap<string, string>> {
  const prepared: Replacement[] = []
  const placed: Replacement[] = []
  try {
    await prepareFolder(folder)
    const outcomes = await Promise.allSettled([...files].map(([name, text]) => prepare(folder, name, text)))
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') prepared.push(outcome.value)
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    for (const replacement of prepared) {
      await place(replacement.fresh, replacement.path)
      placed.push(replacement)
    }
    await Promise.all(placed.map(({ path, text }) => readBack(path, text)))
    for (const name of outdated) if (!files.has(name)) await rm(join(folder, name), { force: true })
    return new Map(prepared.map(({ name, path }) => [name, path]))
  } catch (error) {
    await putBack(placed)
    throw explain(folder, error)
  } finally {
    const left = prepared.flatMap(({ fresh, former }) => [fresh, ...(former === undefined ? [] : [former])])
    await Promise.all(left.map((path) => rm(path, { force: true }).catch(() => {})))
  }
}

async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(folder)
  if (!(await lstat(folder)).isDirectory()) throw unusable(`${folder} is not a folder of its own, but a link`)
}

async function prepare(folder: string, name: string, text: string): Promise<Replacement> {
  const path = join(folder, name)
  const mark = randomUUID()
  const fresh = join(folder, `.${mark}.new`)
  const standing = await lstat(path).catch(ifMissing)
  if (standing && !standing.isFile()) throw unusable(`${path} is not a file, so it is not replaced`)
  try {
    await writeFile(fresh, text, { flag: 'wx' })
    if (!standing) return { name, path, text, fresh, former: undefined }
    const former = join(folder, `.${mark}.old`)
    await copyFile(path, former, constants.COPYFILE_EXCL)
    return { name, path, text, fresh, former }
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {})
    throw error
  }
}

async function readBack(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8')) !== text) throw new Error(`${path} does not hold what was written`)
}

async function putBack(placed: readonly Replacement[]): Promise<void> {
  for (const { path, former } of [...placed].reverse()) {
    // The error that led here is the one to report. A file that cannot be restored is new and whole.
    await (former === undefined ? rm(path, { force: true }) : rename(former, path)).catch(() => {})
  }
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined
  throw error
}

/** Error codes that the user can fix with another folder or other permissions. */
const ofTheFolder = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
])

function explain(folder: string, error: unknown): unknown {
  if (error instanceof UsageError) return error
  const code = codeOf(error)
  if (ofTheFolder.has(code)) return unusable(`${folder} cannot be written into (${code})`, error)
  const what =
    code === '' && error instanceof Error ? error.message : `writing into ${folder} failed (${code})`
  return new OutsideError(
    evidenceReasons['evidence-not-written'],
    what,
    'Check the disk of the runner, then run again.',
    {
      cause: error,
    },
  )
}

function unusable(what: string, cause?: unknown): UsageError {
  const fix = 'Give a folder in the workspace that this job may write into, and no link, as proof-dir.'
  return new UsageError(evidenceReasons['proof-dir-unusable'], what, fix, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
