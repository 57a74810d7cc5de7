import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { placeOf } from '@suite/changes/clone'
import { commonReasons, UsageError } from '@suite/errors'
import { readSums } from '@suite/release-assets'
import { visible } from '@suite/report'
import type { CommittedSums } from './denort/fetch-bases.ts'
import type { LaidOut } from './source/laid-out.ts'

/**
 * Returns the sums of a file of the commit.
 * @param given the path, from `workingDirectory`
 * @throws UsageError `input-invalid` if it is no file of the commit, `sums-invalid` if it holds no sums
 */
export async function readCommittedSums(
  given: string,
  workingDirectory: string,
  { folder, tracked }: LaidOut,
): Promise<CommittedSums> {
  const path = posix.join(workingDirectory, given)
  if (!tracked.has(path))
    throw new UsageError(
      commonReasons['input-invalid'],
      `denort-sums names ${visible(path)}, which is no file of the commit`,
      'Commit the file, and give its path from `working-directory`.',
    )
  return { sums: readSums(await readFile(placeOf(folder, path)), path), where: path }
}
