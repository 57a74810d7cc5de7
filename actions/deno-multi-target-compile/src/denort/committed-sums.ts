import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '@suite/errors'
import { readSums, type SumLine } from '@suite/release-assets'
import { visible } from '@suite/report'
import type { LaidOut } from '../source/laid-out.ts'
import { denortReasons } from './reasons.ts'

/** Sums of the repository. */
export interface CommittedSums {
  readonly sums: readonly SumLine[]
  /** The file, for messages. */
  readonly where: string
}

/**
 * Reads the file of the input `denort-sums`: a file of the commit, not one that `include` adds.
 * @param path from the root of the repository
 * @throws UsageError `denort-sums-incomplete` if the commit has no such file, `sums-invalid` if it is not understood
 */
export async function readCommittedSums(
  { folder, tracked }: Pick<LaidOut, 'folder' | 'tracked'>,
  path: string,
): Promise<CommittedSums> {
  let content: Uint8Array
  try {
    if (!tracked.has(path)) throw new Error('it is not tracked')
    content = await readFile(join(folder, path))
  } catch (cause) {
    throw new UsageError(
      denortReasons['denort-sums-incomplete'],
      `the commit has no file ${visible(path)} that can be read`,
      'Commit the file, or correct the path of `denort-sums`. It is from the root of the repository.',
      { cause },
    )
  }
  return { sums: readSums(content, path), where: path }
}
