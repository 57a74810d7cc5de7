import { basename, sep } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { visible } from '@suite/report'

/**
 * Returns the error to show: one of the system about a file in the folder of the run is a failure of the machine, such
 * as a temporary folder that is full, read-only or removed meanwhile. Any other error is returned as it is.
 *
 * @param root the folder of the run; its name is used for nothing else
 */
export function explainDisk(error: unknown, root: string): unknown {
  if (!(error instanceof Error) || error instanceof OutsideError) return error
  const { syscall, path = '', dest = '' } = error as NodeJS.ErrnoException & { readonly dest?: string }
  const isBelow = [path, dest].some((each) => each.split(sep).includes(basename(root)))
  if (syscall === undefined || !isBelow) return error
  return new OutsideError(
    commonReasons['outside-failed'],
    `the temporary folder of the runner cannot be used: ${visible(error.message)}`,
    'Let RUNNER_TEMP name a folder that the runner can write to, on a disk with room, and that nothing else changes.',
    { cause: error },
  )
}
