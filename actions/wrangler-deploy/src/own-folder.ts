import { commonReasons, OutsideError } from '@suite/errors'
import { makeTemporaryFolder } from '@suite/folders'

/**
 * Makes a folder of its own for temporary files, and returns its path.
 * @param prefix the path that it begins with, in the runner's folder for temporary files
 * @throws OutsideError `outside-failed` if it cannot be made
 */
export async function makeOwnFolder(prefix: string): Promise<string> {
  return makeTemporaryFolder(prefix).catch((cause: unknown) => {
    throw new OutsideError(
      commonReasons['outside-failed'],
      `cannot make a folder ${prefix}… for temporary files: ${cause instanceof Error ? cause.message : cause}`,
      'Let RUNNER_TEMP name a folder that this user may write to, on a disk with room.',
      { cause },
    )
  })
}
