import { existsSync } from 'node:fs'
import { commonReasons, OutsideError } from '@suite/errors'

/** Returns the error for a program that did not start, with what its user can do about it. */
export function unstartable(
  { file, cwd }: { readonly file: string; readonly cwd?: string | undefined },
  error: { readonly code?: unknown; readonly message?: string },
): OutsideError {
  const options = { cause: error }
  if (cwd !== undefined && !existsSync(cwd))
    return new OutsideError(
      commonReasons['outside-failed'],
      `${file} could not be started: there is no folder ${cwd}`,
      'Check the folder out, or name another.',
      options,
    )
  if (error.code === 'ENOENT')
    return new OutsideError(
      commonReasons['outside-failed'],
      `${file} could not be started: there is no such program`,
      `Install ${file} on the runner, or put it on PATH.`,
      options,
    )
  return new OutsideError(
    commonReasons['outside-failed'],
    `${file} could not be started: ${String(error.code ?? error.message)}`,
    'See that the user of the runner may run it.',
    options,
  )
}
