import { win32 } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'

/** What is started, and with which arguments. */
export interface CommandLine {
  readonly file: string
  readonly args: readonly string[]
  /** Whether the arguments are the text of a Windows command line, to which nothing may be added. */
  readonly isVerbatim: boolean
}

/** The folder of Windows' own programs, so that no program of the same name on PATH is started instead. */
export const windowsPrograms = win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32')

/**
 * Returns how a program is started. On Windows a batch file such as npm.cmd needs the command prompt: each argument is
 * quoted for it.
 *
 * @param path as `findProgram` found it
 * @throws OutsideError `outside-failed` if an argument for a batch file contains what the command prompt would change
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 */
export function commandLineFor(path: string, args: readonly string[], isWindows: boolean): CommandLine {
  if (!isWindows || !/\.(?:cmd|bat)$/i.test(path)) return { file: path, args, isVerbatim: false }
  const words = [win32.normalize(path), ...args].map((word, index) => {
    if (/["%\r\n\0]/.test(word)) throw unquotable(path, index)
    // A backslash before a quotation mark would escape it for the program that the batch file calls.
    return `"${word.replace(/\\+$/, '$&$&')}"`
  })
  // /d: no AutoRun of the registry; /v:off: `!` is a plain character; /s: only the outermost quotation marks are taken off.
  const options = ['/d', '/v:off', '/s', '/c']
  return {
    file: win32.join(windowsPrograms, 'cmd.exe'),
    args: [...options, `"${words.join(' ')}"`],
    isVerbatim: true,
  }
}

function unquotable(path: string, index: number): OutsideError {
  const name = win32.basename(path)
  const what = index === 0 ? `the path of ${name}` : `argument ${index} of ${name}`
  return new OutsideError(
    commonReasons['outside-failed'],
    `${name} could not be started: ${what} contains a line break or one of " and %, which the command prompt of Windows would change`,
    'Use a path or a value without these characters.',
  )
}
