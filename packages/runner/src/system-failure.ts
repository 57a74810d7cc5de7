/** An error of the operating system, and what to do about it. */
export interface SystemFailure {
  readonly what: string
  readonly fix: string
}

const fixes: readonly (readonly [codes: readonly string[], fix: string])[] = [
  [['EACCES', 'EPERM', 'EROFS'], 'Let the user of the runner read and write there.'],
  [['ENOSPC', 'EDQUOT', 'EFBIG'], 'Free space on the disk of the runner.'],
  [
    ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'EEXIST', 'ENOTEMPTY'],
    'Correct the input that names the path, or the step that makes what is there.',
  ],
]

/**
 * Returns what the operating system of the runner refused; undefined for an error that does not come from it. Whatever
 * reads or writes a file may meet it, and it is no bug of the action.
 * @see https://nodejs.org/api/errors.html#class-systemerror
 */
export function systemFailure(error: unknown): SystemFailure | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined
  const code = String(error.code)
  const known = fixes.find(([codes]) => codes.includes(code))
  return {
    what: `the runner cannot go on: ${error.message}`,
    fix: known?.[1] ?? 'Check the runner, then run again.',
  }
}
