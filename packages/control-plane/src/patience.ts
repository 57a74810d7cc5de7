import { setTimeout as sleep } from 'node:timers/promises'
import type { Deadline } from '@suite/http'

/** How long there is to wait for a pin, and how often to look. Times are milliseconds. */
export interface Patience {
  /** Between two reads of a pin that is not yet what it must be. */
  readonly interval: number
  /** Before the second attempt of a promotion; it doubles with each one. */
  readonly backoff: number
  /** Kept back from the end, so that the last read is a whole one. */
  readonly reserve: number
  readonly remaining: () => number
  /** Ends early where the run is told to stop. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** Everything follows from the time that the run was given, in a test as in production. */
export function patienceOf(deadline: Deadline): Patience {
  const { total, signal } = deadline
  return {
    interval: clamp(total / 60, 10, 1_000),
    backoff: clamp(total / 100, 10, 1_000),
    reserve: clamp(total / 5, 10, 3_000),
    remaining: () => deadline.remaining(),
    async wait(milliseconds) {
      await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined)
    },
  }
}

/** Whether there is time to wait so long and to ask once more afterwards. */
export function hasTimeFor(milliseconds: number, { reserve, remaining }: Patience): boolean {
  return milliseconds + reserve < remaining()
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
