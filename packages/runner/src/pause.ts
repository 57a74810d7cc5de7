import { setImmediate } from 'node:timers/promises'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Deadline } from '@suite/http'

/**
 * Makes what a long computation awaits now and then, so that signals, timers and answers are not held up by it. It
 * throws once the run is told to stop, or its deadline has passed.
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
