import { setTimeout as sleep } from 'node:timers/promises'
import type { Deadline } from '@suite/http'

/** How long to wait for a pin, and how often to read it. Times are in milliseconds. */
export interface Patience {
  /** Between two reads of a pin that is not yet the expected one, or whose replicas have disagreed. */
  readonly interval: number
  /** Between two groups of reads of a pin that always was the expected one since its first such read. */
  readonly pause: number
  /** Upper end of the wait before the second attempt of a promotion; it doubles with each one. */
  readonly backoff: number
  /** Upper end of every such wait. */
  readonly longestBackoff: number
  /** Kept back from the end, so that the last read is a whole one. */
  readonly reserve: number
  readonly remaining: () => number
  /** From 0 to 1: spreads runs that failed together. */
  readonly random: () => number
  /** Ends early if the run is stopped. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** The waits of a run. They follow from its time, in a test as in production. */
export function paceOf(total: number): Omit<Patience, 'remaining' | 'wait'> {
  return {
    interval: clamp(total / 60, 10, 1_000),
    pause: clamp(total / 240, 10, 250),
    backoff: clamp(total / 100, 10, 1_000),
    longestBackoff: clamp(total / 20, 10, 5_000),
    reserve: clamp(total / 5, 10, 3_000),
    random: () => Math.random(),
  }
}

/** Returns the waits of a run, which follow from its deadline. */
export function patienceOf(deadline: Deadline): Patience {
  const { total, signal } = deadline
  return {
    ...paceOf(total),
    remaining: () => deadline.remaining(),
    async wait(milliseconds) {
      await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined)
    },
  }
}

/** Returns the wait after a number of attempts, with full jitter. */
export function pauseBefore(attempts: number, { backoff, longestBackoff, random }: Patience): number {
  return random() * Math.min(backoff * 2 ** Math.min(attempts - 1, 20), longestBackoff)
}

/** Returns whether there is time for a wait and for one more request after it. */
export function hasTimeFor(milliseconds: number, { reserve, remaining }: Patience): boolean {
  return milliseconds + reserve < remaining()
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
