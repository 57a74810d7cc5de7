import { type Answer, isPage, mediaTypeOf } from '@suite/wire'
import { type Check, check } from './check.ts'

/** Checks that an answer is no HTML page: a placeholder page with status 200 is not the Worker's own answer. */
export function noPage(what: string, answer: Answer): Check {
  return check(`${what} is no HTML page`, !isPage(answer), mediaTypeOf(answer))
}
