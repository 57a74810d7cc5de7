import { mkdtemp } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'

/**
 * Makes a folder whose path begins with the prefix, and returns its path. Makes the folder that it lies in, too, because
 * the one that RUNNER_TEMP names may be missing.
 */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  await makeFolder(dirname(prefix))
  return mkdtemp(prefix)
}
