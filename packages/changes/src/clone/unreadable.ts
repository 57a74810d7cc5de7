import { OutsideError } from '@suite/errors'
import { changesReasons } from '../reasons.ts'

/** Returns the error for a difference that git printed in a way that is not known. */
export function unreadable(what: string): OutsideError {
  return new OutsideError(
    changesReasons['git-failed'],
    `the difference that git printed cannot be read: ${what}`,
    'Run again; if it happens again, report it with the version of git.',
  )
}
