import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import { visible } from '@suite/report'
import { digestOf } from './digest.ts'
import { reasons } from './reasons.ts'
import { shareFile } from './share-file.ts'

/** A file of the release: a compiled binary, or a text. */
export type NewFile = { readonly name: string; readonly sha256: string } & (
  | { readonly from: string }
  | { readonly text: string }
)

/**
 * Puts the files into a folder, which then holds exactly these. They are written aside and moved in as a whole, so the
 * folder is never half full; then each is read back.
 * @param folder may exist; it is replaced
 * @throws OutsideError `output-not-written`; the folder is then as it was before
 */
export async function writeAssets(folder: string, files: readonly NewFile[]): Promise<void> {
  const mark = randomUUID()
  const fresh = `${folder}.${mark}.new`
  try {
    await makeFolder(dirname(folder))
    await mkdir(fresh)
    for (const file of files) await place(join(fresh, file.name), file)
    await moveIn(fresh, folder, `${folder}.${mark}.old`, files)
  } catch (error) {
    throw error instanceof OutsideError ? error : notWritten(folder, error)
  } finally {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Moves a finished folder to its place. If that fails, what stood there before stands there again. */
async function moveIn(
  fresh: string,
  folder: string,
  former: string,
  files: readonly NewFile[],
): Promise<void> {
  const hasFormer = await moved(folder, former)
  try {
    await rename(fresh, folder)
    await readBack(folder, files)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    if (hasFormer) await rename(former, folder)
    throw error
  }
  await rm(former, { recursive: true, force: true })
}

async function place(path: string, file: NewFile): Promise<void> {
  if ('text' in file) return writeFile(path, file.text, { flag: 'wx', mode: 0o644 })
  await shareFile(file.from, path)
  await chmod(path, 0o755)
}

/** Moves a folder aside and returns true; returns false if there is none. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

async function readBack(folder: string, files: readonly NewFile[]): Promise<void> {
  const found = (await readdir(folder)).sort()
  const expected = files.map(({ name }) => name).sort()
  if (found.join('/') !== expected.join('/'))
    throw notWritten(folder, new Error(`it holds ${found.join(', ')} instead of ${expected.join(', ')}`))
  for (const { name, sha256 } of files)
    if ((await digestOf(join(folder, name))).sha256 !== sha256)
      throw notWritten(folder, new Error(`${name} does not read back as it was built`))
}

function notWritten(folder: string, cause: unknown): OutsideError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new OutsideError(
    reasons['output-not-written'],
    `the files of the release could not be written to ${visible(folder)}: ${visible(why)}`,
    undefined,
    { cause },
  )
}
