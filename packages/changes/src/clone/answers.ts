import { OutsideError } from '@suite/errors'
import { objectId } from '../names.ts'
import { changesReasons } from '../reasons.ts'

/**
 * Returns the object id that git printed, without the line end.
 * @param command what was asked, for the message
 * @throws OutsideError `git-failed` for anything else
 */
export function idIn(printed: Buffer, command: string): string {
  const line = lineOf(printed)
  if (objectId.test(line)) return line
  throw unknownAnswer(command, line)
}

/** Returns the object ids that git printed, each on a line. @throws OutsideError `git-failed` as {@link idIn} */
export function idsIn(printed: Buffer, command: string): readonly string[] {
  return lineOf(printed)
    .split('\n')
    .map((line) => idIn(Buffer.from(line), command))
}

/** Returns whether git printed `true`. @throws OutsideError `git-failed` for anything but `true` and `false` */
export function flagIn(printed: Buffer, command: string): boolean {
  const line = lineOf(printed)
  if (line === 'true' || line === 'false') return line === 'true'
  throw unknownAnswer(command, line)
}

/** The longest path of any system, in characters: Windows. */
const longestPath = 32_767

/** Returns the path of a folder that git printed. @throws OutsideError `git-failed` if it cannot be one */
export function pathIn(printed: Buffer, command: string): string {
  const line = lineOf(printed)
  if (line !== '' && line.length <= longestPath && !/[\0\n\uFFFD]/.test(line)) return line
  throw unknownAnswer(command, line)
}

/** Returns what git printed, without the line end. */
export function lineOf(printed: Buffer): string {
  return printed.toString('utf8').replace(/\r?\n$/, '')
}

/** Returns the error for an answer of git that is not known. */
export function unknownAnswer(command: string, printed: string): OutsideError {
  return new OutsideError(
    changesReasons['git-failed'],
    `git ${command} answered ${JSON.stringify(printed.slice(0, 200))}`,
    'Run again; if it happens again, report it with the version of git.',
  )
}
