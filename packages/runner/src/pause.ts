import { setImmediate } from 'node:timers/promises'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Deadline } from '@suite/http'

/**
 * Returns a function that a long computation awaits from time to time, so that signals, timers and answers are
 * handled.
 * @throws the reason of the cancellation, or OutsideError `deadline-passed`: not here, but each time the function
 * is awaited
 */
export function createPause(deadline: Deadline): () => Promise<void> {
  return async () => {
    await setImmediate()
    deadline.signal?.throwIfAborted()
    if (deadline.remaining() > 0) return
    throw new OutsideError(
      commonReasons['deadline-passed'],
      `a computation was not finished after ${deadline.total / 1_000} s`,
      'Raise `timeout`, or write rules that cost less: fewer alternatives in braces, fewer wildcards.',
    )
  }
}
