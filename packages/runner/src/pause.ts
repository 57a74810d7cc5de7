import { setImmediate } from 'node:timers/promises'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Deadline } from '@suite/http'

/**
 * Lets other work run: signals, timers, answers.
 * @param what is being done, as the start of a sentence: "matching the globs"
 * @param instead what else helps than a longer timeout, as the end of a sentence: "write fewer wildcards"
 */
export type Pause = (what: string, instead?: string) => Promise<void>

/**
 * Returns a function that a long computation awaits from time to time, so that signals, timers and answers are
 * handled.
 * @throws the reason of the cancellation, or OutsideError `deadline-passed`: not here, but each time the function
 * is awaited
 */
export function createPause(deadline: Deadline): Pause {
  return async (what, instead) => {
    await setImmediate()
    deadline.signal?.throwIfAborted()
    if (deadline.remaining() > 0) return
    throw new OutsideError(
      commonReasons['deadline-passed'],
      `${what} was not finished after ${deadline.total / 1_000} s`,
      instead === undefined ? 'Raise `timeout`.' : `Raise \`timeout\`, or ${instead}.`,
    )
  }
}
