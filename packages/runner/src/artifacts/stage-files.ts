import { copyFile, lstat, readdir, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { UsageError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import { ownerFile } from './owner.ts'
import { artifactReasons } from './reasons.ts'

/**
 * Copies the files to upload into a separate folder, with the owner file next to them. The upload is then one state
 * of the files, and nothing is added to their own folder.
 *
 * @param files paths within `folder`; undefined means every file below it
 * @returns the absolute paths of the copies
 * @throws UsageError `artifact-not-uploaded` if there is nothing to upload, or a file is a link
 */
export async function stageFiles(
  folder: string,
  files: readonly string[] | undefined,
  owner: string,
  into: string,
): Promise<string[]> {
  const paths = files ?? (await listFiles(folder))
  if (paths.length === 0) throw unusable(`${folder} holds no file that could be uploaded`)
  const staged: string[] = []
  for (const path of paths) {
    const within = relative(folder, join(folder, path))
    if (isAbsolute(path) || within === '..' || within.startsWith(`..${sep}`))
      throw unusable(`${path} is not in ${folder}`)
    const found = await lstat(join(folder, within)).catch(() => undefined)
    if (!found?.isFile()) throw unusable(`${path} in ${folder} is not a file of its own`)
    const target = join(into, within)
    await makeFolder(dirname(target))
    await copyFile(join(folder, within), target)
    staged.push(target)
  }
  const mark = join(into, ownerFile)
  await writeFile(mark, owner)
  return [...new Set([...staged, mark])]
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    throw unusable(`${folder} cannot be read`, error)
  })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

function unusable(what: string, cause?: unknown): UsageError {
  return new UsageError(
    artifactReasons['artifact-not-uploaded'],
    what,
    'Name a folder that holds plain files, no links.',
    {
      cause,
    },
  )
}
